namespace Orchestrations.Portal.Tests;

/// <summary>The machine's clock, further on: it goes on by itself, and skips what a test does not want to wait for.</summary>
sealed class LaterClock : TimeProvider
{
    long skipped;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref skipped));

    public void Skip(TimeSpan span) => Interlocked.Add(ref skipped, span.Ticks);
}
