namespace Orchestrations.Domain.Tactical;

/// <summary>What a look at the market comes to.</summary>
public enum TacticalOutcome
{
    /// <summary>The score is too low.</summary>
    NoCrisis,

    /// <summary>Both deployments of this fall are made.</summary>
    AllDeployed,

    /// <summary>The last deployment is too recent.</summary>
    CoolingDown,

    /// <summary>There is a crisis and no cash.</summary>
    NoReserve,

    /// <summary>It deploys.</summary>
    Deploys,
}
