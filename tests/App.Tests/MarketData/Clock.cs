namespace Orchestrations.App.Tests.MarketData;

/// <summary>A clock that a test sets.</summary>
sealed class Clock(string now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse(now, null);

    public void Set(string time) => Now = DateTimeOffset.Parse(time, null);

    public override DateTimeOffset GetUtcNow() => Now;
}
