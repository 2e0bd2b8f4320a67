namespace Orchestrations.Domain.Events;

/// <summary>
/// One event in the one form that packs are made of, whatever it came in as. Invariants: every value is a text, as written in
/// the source, so that no number changes on the way (-20.0 stays -20.0); field names are paths into the source, so that each
/// detail can be disclosed or withheld by itself.
/// </summary>
/// <param name="Id">1 to 200 characters; unique within a pack.</param>
/// <param name="Time">When it happened or is expected, UTC.</param>
/// <param name="Type">What it is, lower case with dots, such as <c>transport.arri</c>.</param>
/// <param name="Class">Whether it happened, is estimated or was planned.</param>
/// <param name="Fields">Everything the source says, in ordinal order of name.</param>
/// <param name="Facts">What the risk rules need of it.</param>
public sealed record ProofEvent(
    string Id, DateTimeOffset Time, string Type, EventClass Class, IReadOnlyDictionary<string, string> Fields, EventFacts Facts);
