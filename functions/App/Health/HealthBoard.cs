using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>What the last look in this process showed, for those who ask between two looks.</summary>
/// <param name="time">Says how long ago that was.</param>
public sealed class HealthBoard(TimeProvider time)
{
    IReadOnlyList<HealthFinding> last = [];
    long shownAt;

    /// <summary>The findings of the last look; none before the first.</summary>
    public IReadOnlyList<HealthFinding> Last => Volatile.Read(ref last);

    /// <summary>How long ago the last look was; null before the first. Who watches the watch asks for this.</summary>
    public TimeSpan? Age => Interlocked.Read(ref shownAt) is > 0 and var stamp ? time.GetElapsedTime(stamp) : null;

    internal void Show(IReadOnlyList<HealthFinding> findings)
    {
        Volatile.Write(ref last, findings);
        Interlocked.Exchange(ref shownAt, time.GetTimestamp());
    }
}
