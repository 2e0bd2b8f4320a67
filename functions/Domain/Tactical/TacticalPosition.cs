using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Tactical;

/// <summary>What one deployment holds of one pair.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Quantity">What arrived, net of fees.</param>
/// <param name="Cost">What it cost, in the quote coin.</param>
/// <param name="OpenedAt">When the deployment was decided, UTC.</param>
public sealed record TacticalPosition(Pair Pair, Quantity Quantity, Money Cost, DateTimeOffset OpenedAt)
{
    /// <summary>Whether it goes back to the core.</summary>
    /// <param name="price">What it sells at now.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="parameters">The numbers.</param>
    public TacticalExit Exit(Price price, DateTimeOffset now, TacticalParameters parameters)
    {
        if (Quantity.IsZero)
            return TacticalExit.None;
        if (price * Quantity >= Cost * (1m + parameters.ProfitTarget))
            return TacticalExit.ProfitTarget;
        return now - OpenedAt >= parameters.MaxHold ? TacticalExit.HeldLongEnough : TacticalExit.None;
    }
}

/// <summary>Why a position goes back to the core.</summary>
public enum TacticalExit
{
    /// <summary>It is held.</summary>
    None,

    /// <summary>It gained what was hoped for.</summary>
    ProfitTarget,

    /// <summary>It was held as long as it may be.</summary>
    HeldLongEnough,
}
