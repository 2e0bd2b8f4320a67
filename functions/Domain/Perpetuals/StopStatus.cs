namespace Orchestrations.Domain.Perpetuals;

/// <summary>Where a stop stands at the exchange.</summary>
public enum StopStatus
{
    /// <summary>It waits for its trigger.</summary>
    Untriggered,

    /// <summary>It was set off and has been filled, wholly or as far as there was a position.</summary>
    Filled,

    /// <summary>It is gone without a fill: cancelled, or set off with nothing left to close (Cancelled, Deactivated).</summary>
    Gone,
}
