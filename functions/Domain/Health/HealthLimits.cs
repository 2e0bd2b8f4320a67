namespace Orchestrations.Domain.Health;

/// <summary>From where on something is not as it should be.</summary>
public sealed record HealthLimits
{
    /// <summary>The oldest price.</summary>
    public TimeSpan MostDataAge { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The least free space, in bytes.</summary>
    public long LeastFreeBytes { get; init; } = 500L * 1024 * 1024;

    /// <summary>How far our clock may be ahead: Bybit refuses requests stamped more than a second ahead, whatever window they ask for.</summary>
    public TimeSpan MostAhead { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far our clock may be behind.</summary>
    public TimeSpan MostBehind { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much may wait: commits, activities and messages together.</summary>
    public long MostQueued { get; init; } = 1000;

    /// <summary>The oldest backup; zero to watch none.</summary>
    public TimeSpan MostBackupAge { get; init; } = TimeSpan.FromDays(8);

    /// <summary>The part of orders that may fail, 0 to 1.</summary>
    public decimal MostErrorRate { get; init; } = 0.01m;

    /// <summary>The least cash of the account, in USDT; zero to watch none.</summary>
    public decimal LeastCash { get; init; }
}
