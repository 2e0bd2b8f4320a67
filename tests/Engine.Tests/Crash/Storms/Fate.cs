namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>What ends one life of an engine.</summary>
enum Death
{
    /// <summary>Nothing: it lives until the work is done.</summary>
    None,

    /// <summary>The power goes at a write, which is lost.</summary>
    BeforeWrite,

    /// <summary>The power goes at a write that is durable, but nobody was told.</summary>
    AfterWrite,

    /// <summary>The power goes while those who wait for a durable write are told, one after the other.</summary>
    WhileTelling,

    /// <summary>The process is killed at a moment of its own.</summary>
    Killed,

    /// <summary>It is asked to stop.</summary>
    Stopped,

    /// <summary>A commit is refused for good; a while later the process is killed.</summary>
    RefusedCommit,
}

/// <summary>How one life of an engine goes.</summary>
/// <param name="Death">What ends it.</param>
/// <param name="At">The write, or the commit, from 0.</param>
/// <param name="Told">How many are told before the power goes.</param>
/// <param name="After">When it is killed or stopped, from its start.</param>
/// <param name="FullAt">The write at which the disk is full for a while; -1 for none.</param>
/// <param name="Downtime">How long until the next life.</param>
/// <param name="Sync">How long the disk takes for a write, at most.</param>
/// <param name="LargestGroup">Commits of one write, at most.</param>
sealed record Fate(Death Death, long At, int Told, TimeSpan After, long FullAt, TimeSpan Downtime, TimeSpan Sync, int LargestGroup)
{
    /// <summary>Nothing happens.</summary>
    public static Fate Peace { get; } = new(Death.None, 0, 0, default, -1, TimeSpan.Zero, TimeSpan.FromMilliseconds(1), 1024);

    public static Fate Draw(Random random, int writes) => new(
        (Death)random.Next(1, 7),
        random.Next(writes),
        random.Next(4),
        Between(random, 10, 100_000_000_000),
        random.Next(4) == 0 ? random.Next(writes) : -1,
        Between(random, 1, 400_000_000_000),
        random.Next(4) == 0 ? TimeSpan.Zero : Between(random, 500, 200_000),
        random.Next(3) == 0 ? random.Next(1, 4) : 1024);

    // From a microsecond to hours, each order of magnitude as likely.
    static TimeSpan Between(Random random, double fromTicks, double toTicks) =>
        TimeSpan.FromTicks((long)(fromTicks * Math.Pow(toTicks / fromTicks, random.NextDouble())));
}
