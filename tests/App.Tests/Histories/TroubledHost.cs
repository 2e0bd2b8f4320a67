using Orchestrations.App.Health;
using Orchestrations.App.MarketData;

namespace Orchestrations.App.Tests.Histories;

/// <summary>A head in the best of health, until a case changes what it says of itself, and of the exchange's clock.</summary>
sealed class TroubledHost(TimeProvider time) : IHostReadings, IMarketClock
{
    /// <summary>What it says; made anew by a case.</summary>
    public HostReading Reading { get; set; } = new(true, 0, [], [], 1L << 40, DateTimeOffset.MaxValue);

    /// <summary>What is stuck.</summary>
    public IReadOnlyList<StuckInstance> Stuck { get; set; } = [];

    /// <summary>How far our clock is ahead of the exchange's.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>True while nothing can be read of it, nor of the exchange's clock.</summary>
    public bool IsBroken { get; set; }

    public HostReading Read() => IsBroken ? throw new IOException("The case broke it.") : Reading;

    public Task<IReadOnlyList<StuckInstance>> StuckAsync(TimeSpan patience, CancellationToken cancellation) =>
        IsBroken ? throw new IOException("The case broke it.") : Task.FromResult(Stuck);

    public Task<DateTimeOffset?> GetExchangeTimeAsync(CancellationToken cancellation) => IsBroken
        ? throw new HttpRequestException("The case broke it.")
        : Task.FromResult<DateTimeOffset?>(time.GetUtcNow() - Ahead);
}
