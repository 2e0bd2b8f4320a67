using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Tactical;

/// <summary>Whether the reserve is deployed, and how much of it.</summary>
/// <param name="Outcome">Why, or why not.</param>
/// <param name="Score">The crisis score.</param>
/// <param name="Amount">What is deployed, in the quote coin; zero when nothing is.</param>
public sealed record TacticalDecision(TacticalOutcome Outcome, CrisisScore Score, Money Amount)
{
    const decimal SmallestAmount = 0.00000001m;

    /// <summary>Decides. Pure: the same state, reading and reserve give the same decision.</summary>
    /// <param name="state">What is remembered.</param>
    /// <param name="reading">What is seen.</param>
    /// <param name="reserve">What the engine has in cash.</param>
    /// <param name="parameters">The numbers.</param>
    public static TacticalDecision Decide(
        TacticalState state, CrisisReading reading, Money reserve, TacticalParameters parameters)
    {
        var score = CrisisScore.Of(reading, parameters);
        var amount = (state.Deployments == 0 ? reserve * parameters.FirstShare : reserve).RoundDown(SmallestAmount);
        var outcome = score.Total < parameters.MinScore ? TacticalOutcome.NoCrisis
            : state.Deployments >= 2 ? TacticalOutcome.AllDeployed
            : state.LastDeployment is { } last && reading.Now - last < parameters.Apart ? TacticalOutcome.CoolingDown
            : !amount.IsPositive ? TacticalOutcome.NoReserve
            : TacticalOutcome.Deploys;
        return new TacticalDecision(
            outcome, score, outcome == TacticalOutcome.Deploys ? amount : Money.Zero(reserve.Asset));
    }

    /// <summary>
    /// Cuts an amount into slices and each slice into the targets. All parts sum to the amount exactly: what rounding leaves
    /// over goes into the last slice and the first target.
    /// </summary>
    /// <returns>For each slice the amounts of the targets, in their order.</returns>
    public static IReadOnlyList<IReadOnlyList<Money>> Slice(Money amount, TacticalParameters parameters)
    {
        var each = (amount / parameters.Slices).RoundDown(SmallestAmount);
        return [.. Enumerable.Range(1, parameters.Slices).Select(number =>
            Split(number < parameters.Slices ? each : amount - each * (parameters.Slices - 1), parameters))];
    }

    static List<Money> Split(Money slice, TacticalParameters parameters)
    {
        var parts = parameters.Targets.Select(target => (slice * target.Share).RoundDown(SmallestAmount)).ToList();
        parts[0] += slice - parts.Aggregate(Money.Zero(slice.Asset), (sum, part) => sum + part);
        return parts;
    }
}
