namespace Orchestrations.App.Funding;

/// <summary>A cycle's decision with what it was made of, stored under <c>cycle-&lt;instance&gt;</c>: a cycle decides once. Also what is
/// audited.</summary>
/// <param name="Rate">The rate expected next.</param>
/// <param name="AnnualRate">The same by the year.</param>
/// <param name="Basis">How far the contract was above the spot price.</param>
/// <param name="Settled">The last settled rates, oldest first.</param>
/// <param name="Interval">Between two settlements.</param>
/// <param name="Spot">What was held, in the base coin.</param>
/// <param name="Short">What was sold short, in the base coin.</param>
/// <param name="Decided">What it will do.</param>
sealed record FundingDecisionItem(
    decimal Rate, decimal AnnualRate, decimal Basis, IReadOnlyList<decimal> Settled, string Interval, decimal Spot, decimal Short,
    FundingDecided Decided);

/// <summary>How a cycle ended, stored under <c>end-&lt;instance&gt;</c> in one batch with the hedge it left.</summary>
/// <param name="Result">What it came to.</param>
/// <param name="Flat">True when nothing is open any more.</param>
sealed record FundingEndItem(FundingCycleResult Result, bool Flat);
