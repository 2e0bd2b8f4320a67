namespace Orchestrations.Domain.Perpetuals;

/// <summary>Where a stop stands at the exchange.</summary>
public enum StopStatus
{
    /// <summary>It waits for its trigger.</summary>
    Untriggered,

    /// <summary>It was set off and has been filled, wholly or as far as there was a position.</summary>
    Filled,

    /// <summary>
    /// It is gone without having been filled wholly: cancelled, set off with nothing left to close (Cancelled, Deactivated), or set off
    /// into a book that ran out. What is left of the position is not protected.
    /// </summary>
    Gone,
}
