using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Tactical;

/// <summary>What the tactical reserve must not forget over restarts.</summary>
/// <param name="AllTimeHigh">The gauge's highest price so far.</param>
/// <param name="Deployments">How often it deployed since that high was set: 0, 1 or 2.</param>
/// <param name="LastDeployment">When it last deployed, UTC; null for never. A new high does not shorten the time between.</param>
public sealed record TacticalState(Price AllTimeHigh, int Deployments, DateTimeOffset? LastDeployment)
{
    /// <summary>The state after a price: a new high makes the reserve ready for the next crisis.</summary>
    public TacticalState Seen(Price price) =>
        price.CompareTo(AllTimeHigh) > 0 ? this with { AllTimeHigh = price, Deployments = 0 } : this;

    /// <summary>The state after a deployment was decided.</summary>
    public TacticalState Deployed(DateTimeOffset now) => this with { Deployments = Deployments + 1, LastDeployment = now };
}
