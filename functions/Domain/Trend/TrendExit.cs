namespace Orchestrations.Domain.Trend;

/// <summary>Why a position is closed by the strategy. The stop at the exchange closes it without being asked.</summary>
public enum TrendExit
{
    /// <summary>It is held.</summary>
    None,

    /// <summary>A close below the slow average.</summary>
    BelowSlowAverage,

    /// <summary>It was held as long as it may be.</summary>
    HeldLongEnough,

    /// <summary>
    /// A close at or below the stop: the stop at the exchange should have closed it and did not, or it was not there.
    /// </summary>
    StopPassed,
}
