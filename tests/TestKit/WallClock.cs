namespace Orchestrations.TestKit;

/// <summary>The machine's clock, for tests that wait for something real, such as another process.</summary>
public sealed class WallClock : TimeProvider
{
    WallClock()
    {
    }

    /// <summary>The one there is.</summary>
    public static WallClock Instance { get; } = new();

    /// <summary>Waits.</summary>
    public static Task PauseAsync(int milliseconds) => Task.Delay(TimeSpan.FromMilliseconds(milliseconds), Instance);
}
