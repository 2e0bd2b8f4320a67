using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Tactical;

namespace Orchestrations.App.Tactical;

/// <summary>What is remembered between runs, stored under <c>state</c>; the head that serialises decisions and outcomes.</summary>
/// <param name="AllTimeHigh">The gauge's highest price so far.</param>
/// <param name="Deployments">Since that high: 0, 1 or 2.</param>
/// <param name="LastDeployment">UTC; null for never.</param>
/// <param name="Positions">What the deployments hold, oldest first.</param>
sealed record TacticalStateItem(
    decimal AllTimeHigh, int Deployments, DateTimeOffset? LastDeployment, IReadOnlyList<TacticalPositionItem> Positions)
{
    public TacticalState ToState(Pair gauge) => new(new Price(AllTimeHigh, gauge), Deployments, LastDeployment);

    public TacticalStateItem With(TacticalState state) => this with
    {
        AllTimeHigh = state.AllTimeHigh.Value, Deployments = state.Deployments, LastDeployment = state.LastDeployment,
    };
}

/// <summary>What one deployment holds of one pair.</summary>
/// <param name="Id">The deployment's run and the symbol.</param>
/// <param name="Symbol">The pair.</param>
/// <param name="Quantity">What is held, in the base coin.</param>
/// <param name="Cost">What that cost, in the quote coin.</param>
/// <param name="OpenedAt">When the deployment was decided, UTC.</param>
sealed record TacticalPositionItem(string Id, string Symbol, decimal Quantity, decimal Cost, DateTimeOffset OpenedAt)
{
    public TacticalPosition ToPosition()
    {
        var pair = Pair.Parse(Symbol);
        return new TacticalPosition(pair, new Quantity(Quantity, pair.Base), new Money(Cost, pair.Quote), OpenedAt);
    }
}

/// <summary>A run's decision, stored under <c>decision-&lt;run&gt;</c>: a run decides once. Also what is audited.</summary>
/// <param name="Now">The time it was decided for, UTC.</param>
/// <param name="Outcome">Why, or why not.</param>
/// <param name="Price">The gauge's price.</param>
/// <param name="AllTimeHigh">What the fall is measured from.</param>
/// <param name="Drawdown">The fall, 0 to 1.</param>
/// <param name="FearGreed">The index; null when it is not known.</param>
/// <param name="FromDrawdown">0, 2 or 3.</param>
/// <param name="FromFear">0 or 2.</param>
/// <param name="FromFunding">0 or 1.</param>
/// <param name="Reserve">The engine's cash, less what is held back for slippage.</param>
/// <param name="Amount">What is deployed.</param>
/// <param name="Exits">Positions that go back to the core.</param>
/// <param name="ClosedBy">What refuses entries now; null for nothing.</param>
/// <param name="Again">Orders of earlier runs without a known end.</param>
sealed record TacticalDecisionItem(
    DateTimeOffset Now, string Outcome, decimal Price, decimal AllTimeHigh, decimal Drawdown, int? FearGreed, int FromDrawdown,
    int FromFear, int FromFunding, decimal Reserve, decimal Amount, IReadOnlyList<TacticalExitItem> Exits, string? ClosedBy,
    IReadOnlyList<TacticalOpenOrder> Again);

/// <summary>A position that goes back.</summary>
/// <param name="Position">Its id.</param>
/// <param name="Symbol">The pair.</param>
/// <param name="Quantity">How much is sold, in the base coin.</param>
/// <param name="Why">Why.</param>
sealed record TacticalExitItem(string Position, string Symbol, decimal Quantity, string Why);
