namespace Orchestrations.App.Tests;

/// <summary>A clock that a test moves.</summary>
sealed class ManualTime(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
