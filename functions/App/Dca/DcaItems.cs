using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>How far a plan has come, stored under <c>progress</c>; the head that serialises decisions and outcomes.</summary>
/// <param name="Pairs">One for each pair that anything happened to.</param>
sealed record DcaProgressItem(IReadOnlyList<DcaPairItem> Pairs)
{
    public static DcaProgressItem From(DcaProgress progress) =>
        new([.. progress.Pairs.OrderBy(p => p.Pair.Symbol, StringComparer.Ordinal).Select(DcaPairItem.From)]);

    public DcaProgress ToProgress() => new([.. Pairs.Select(p => p.ToProgress())]);
}

/// <summary>A run's decision, stored under <c>decision-&lt;instance&gt;</c>: a run decides once.</summary>
/// <param name="Plan">The plan it was decided by.</param>
/// <param name="Now">The time it was decided for, UTC.</param>
/// <param name="Lines">One for each target.</param>
/// <param name="Unresolved">Symbol and run of the orders to look at again.</param>
sealed record DcaDecisionItem(
    DcaPlanItem Plan, DateTimeOffset Now, IReadOnlyList<DcaLineItem> Lines, IReadOnlyList<DcaUnresolvedItem> Unresolved);

/// <summary>An order of an earlier run to look at again.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Order">The run's instance id.</param>
/// <param name="Amount">What the order was to spend.</param>
sealed record DcaUnresolvedItem(string Symbol, string Order, decimal Amount);
