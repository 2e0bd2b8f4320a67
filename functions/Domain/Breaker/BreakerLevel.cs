namespace Orchestrations.Domain.Breaker;

/// <summary>How far the drawdown breaker has tripped. What each level does: <see cref="BreakerActions"/>.</summary>
public enum BreakerLevel
{
    /// <summary>Below the first threshold.</summary>
    Normal = 0,

    /// <summary>10 %: smaller sizes, wider stops.</summary>
    Caution = 1,

    /// <summary>15 %: sizes halved, no entries.</summary>
    Warning = 2,

    /// <summary>20 %: directional positions are closed.</summary>
    Alert = 3,

    /// <summary>25 %: everything is sold, and nothing trades until a person releases it.</summary>
    Emergency = 4,
}
