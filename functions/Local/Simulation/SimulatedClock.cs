using Orchestrations.Engine.Work;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// The time of the simulated world: that of the host that lives now. Markets and the exchange go by it, because they outlive hosts.
/// </summary>
/// <param name="start">The time before the first host lives, UTC.</param>
sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    VirtualTime? time;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => time?.GetUtcNow() ?? start;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Goes by another host's time from now on.</summary>
    public void Follow(VirtualTime next) => time = next;
}
