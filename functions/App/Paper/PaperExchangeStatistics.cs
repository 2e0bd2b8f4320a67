namespace Orchestrations.App.Paper;

/// <summary>What the paper exchange did since it was constructed.</summary>
/// <param name="Submitted">Client ids it judged, accepted or rejected; sending one again does not count again.</param>
/// <param name="Filled">Orders it filled in full.</param>
/// <param name="PartlyFilled">Orders it filled in part, the rest being cancelled for want of book.</param>
/// <param name="Rejected">Client ids it refused for good and did not accept later.</param>
/// <param name="DuplicatesRefused">Submits it recognised as an order it already had (170141).</param>
/// <param name="Duplicates">Client ids for which more than one order was accepted; anything but zero is a defect.</param>
/// <param name="Faults">Injected faults by kind; kinds that did not occur are zero.</param>
public sealed record PaperExchangeStatistics(
    long Submitted,
    long Filled,
    long PartlyFilled,
    long Rejected,
    long DuplicatesRefused,
    long Duplicates,
    IReadOnlyDictionary<PaperFault, long> Faults);
