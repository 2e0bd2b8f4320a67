using Microsoft.Data.Sqlite;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tests.Storage;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>One life's way to the disk: the engine's own group writer on a disk that takes its time, fills up, and loses power.</summary>
/// <remarks>What the inner store holds is what was durable. After the power is gone nobody is told anything any more.</remarks>
sealed class StormDisk : StoreWrapper, ICommitQueue
{
    const int RefusalsWhenFull = 2;
    static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    static readonly SqliteException full = new("database or disk is full", SQLitePCL.raw.SQLITE_FULL);

    readonly Fate fate;
    readonly Random random;
    readonly GroupWriter writer;
    readonly Queue<Watched> queue = new();
    readonly List<Commit> group = [];
    readonly TaskCompletionSource lost = new();
    readonly ITimer timer;
    TaskCompletionSource? stopped;
    bool isBusy;
    int fullFor = RefusalsWhenFull;
    long commits;
    int tell = int.MaxValue;

    public StormDisk(IDurableStore durable, Fate fate, Random random, TimeProvider time, CapturedLog log)
        : base(durable)
    {
        this.fate = fate;
        this.random = random;
        writer = new GroupWriter(this, log.CreateLogger("disk"));
        timer = time.CreateTimer(_ => Sync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Completes when the power is gone.</summary>
    public Task Lost => lost.Task;

    /// <summary>Completes when a commit is refused for good.</summary>
    public TaskCompletionSource HasRefused { get; } = new();

    /// <summary>Writes that were asked for so far.</summary>
    public long Writes { get; private set; }

    /// <summary>A number that follows from everything that was written, and when.</summary>
    public long Trace { get; private set; }

    public string? Trouble => writer.Trouble;

    public (long Commits, long Transactions) Written => writer.Written;

    bool HasPower => !lost.Task.IsCompleted;

    public void Enqueue(Commit commit)
    {
        if (stopped is not null)
        {
            commit.Refused(new ObjectDisposedException(nameof(StormDisk)));
            return;
        }

        queue.Enqueue(new Watched(this, commit, commits++));
        if (isBusy)
            return;
        isBusy = true;
        Arm();
    }

    public Task StopAsync()
    {
        stopped ??= new TaskCompletionSource();
        if (!isBusy || !HasPower)
            stopped.TrySetResult();
        return stopped.Task;
    }

    /// <summary>The process is gone: whatever it was about to do, it does not.</summary>
    public void LosePower() => lost.TrySetResult();

    public override void Write(IReadOnlyList<Commit> commits)
    {
        if (!HasPower)
            throw new IOException("There is no power.");
        var write = Writes++;
        Trace = (Trace * 1_000_003) + commits.Count + commits.Sum(commit => ((Watched)commit).Kind.Length);
        if (write == fate.FullAt && fullFor-- > 0)
        {
            Writes--;
            throw full;
        }

        var isLast = write == fate.At;
        if (isLast && fate.Death == Death.BeforeWrite)
            LosePower();
        if (!HasPower)
            throw new IOException("The power is gone.");
        Inner.Write(commits);
        if (isLast && fate.Death == Death.AfterWrite)
            LosePower();
        if (isLast && fate.Death == Death.WhileTelling)
            tell = fate.Told;
    }

    void Arm() => timer.Change(TimeSpan.FromTicks(fate.Sync > TimeSpan.Zero ? random.NextInt64(fate.Sync.Ticks) : 0), Timeout.InfiniteTimeSpan);

    void Sync()
    {
        if (!HasPower)
            return;
        while (group.Count < fate.LargestGroup && queue.TryDequeue(out var next))
            group.Add(next);
        if (!writer.TryWrite(group))
        {
            timer.Change(RetryDelay, Timeout.InfiniteTimeSpan);
            return;
        }

        isBusy = queue.Count > 0;
        if (isBusy)
            Arm();
        else
            stopped?.TrySetResult();
    }

    /// <summary>A commit of the engine that is told of nothing once the power is gone.</summary>
    sealed class Watched(StormDisk disk, Commit inner, long number) : Commit
    {
        public string Kind => inner.GetType().Name;

        public override void Apply(IDurableTransaction transaction)
        {
            inner.Apply(transaction);
            if (disk.fate.Death != Death.RefusedCommit || number != disk.fate.At)
                return;
            disk.HasRefused.TrySetResult();
            throw new RefusedWriteException();
        }

        public override void Committed()
        {
            if (disk.HasPower && disk.tell-- <= 0)
                disk.LosePower();
            if (disk.HasPower)
                inner.Committed();
        }

        public override void Refused(Exception reason)
        {
            if (disk.HasPower)
                inner.Refused(reason);
        }
    }
}
