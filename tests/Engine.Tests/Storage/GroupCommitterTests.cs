using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

public class GroupCommitterTests
{
    static readonly SqliteException DiskFull = new("database or disk is full", SQLitePCL.raw.SQLITE_FULL);

    [Fact]
    public async Task Commits_ThatGatheredWhileAWriteTookLong_GoTogetherInOrder()
    {
        using var store = new HeldStore(new MemoryDurableStore());
        var committer = new GroupCommitter(store, NullLogger.Instance);
        var applied = new ConcurrentQueue<int>();
        var acknowledged = new ConcurrentQueue<int>();
        store.Hold();
        var commits = Enumerable.Range(0, 500).Select(i => new TestCommit(_ => applied.Enqueue(i), () => acknowledged.Enqueue(i))).ToList();
        commits.ForEach(committer.Enqueue);
        store.Release();
        await committer.StopAsync();
        Assert.Equal(Enumerable.Range(0, 500), applied);
        Assert.Equal(Enumerable.Range(0, 500), acknowledged);
        Assert.InRange(committer.Written.Transactions, 1, 2);
        Assert.Equal(500, committer.Written.Commits);
    }

    [Fact]
    public async Task Commit_ThatIsBroken_IsRefusedAloneAndTheOthersPass()
    {
        using var store = new HeldStore(new MemoryDurableStore());
        var committer = new GroupCommitter(store, NullLogger.Instance);
        store.Hold();
        var commits = Enumerable.Range(0, 9).Select(i => new TestCommit(t =>
        {
            t.SetHostState($"s{i}", "written");
            if (i == 4)
                throw new InvalidOperationException("broken");
        })).ToList();
        commits.ForEach(committer.Enqueue);
        store.Release();
        for (var i = 0; i < 9; i++)
        {
            Assert.Equal(i == 4, await commits[i].Outcome is InvalidOperationException);
            Assert.Equal(i == 4 ? null : "written", store.GetHostState($"s{i}"));
        }

        await committer.StopAsync();
    }

    // What is durable must not be written twice because somebody who was told of it failed.
    [Fact]
    public async Task Commit_WhoseListenerThrows_IsNotWrittenAgainAndTheOthersAreTold()
    {
        using var store = new HeldStore(new MemoryDurableStore());
        var committer = new GroupCommitter(store, NullLogger.Instance);
        store.Hold();
        var applied = 0;
        var commits = Enumerable.Range(0, 5).Select(i => new TestCommit(
            _ => applied++,
            () => _ = i == 1 ? throw new InvalidOperationException("deaf") : 0)).ToList();
        commits.ForEach(committer.Enqueue);
        store.Release();
        foreach (var commit in commits)
            Assert.Null(await commit.Outcome);
        await committer.StopAsync();
        Assert.Equal(5, applied);
    }

    [Fact]
    public async Task FullDisk_ForAWhile_DelaysCommitsAndLosesNone()
    {
        using var store = new FailingStore(new MemoryDurableStore()) { Failure = DiskFull };
        var committer = new GroupCommitter(store, NullLogger.Instance);
        var commit = new TestCommit(t => t.SetHostState("s", "1"));
        committer.Enqueue(commit);
        SpinWait.SpinUntil(() => committer.Trouble is not null, TestClock.Patience);
        Assert.Contains("ORC-STORE-015", committer.Trouble, StringComparison.Ordinal);
        Assert.False(commit.Outcome.IsCompleted);
        store.Failure = null;
        Assert.Null(await commit.Outcome);
        await committer.StopAsync();
        Assert.Null(committer.Trouble);
        Assert.Equal("1", store.GetHostState("s"));
    }

    [Fact]
    public async Task Stop_WhileTheDiskIsFull_EndsAndAnswersEveryone()
    {
        using var store = new FailingStore(new MemoryDurableStore()) { Failure = DiskFull };
        var committer = new GroupCommitter(store, NullLogger.Instance);
        var commits = Enumerable.Range(0, 3000).Select(_ => new TestCommit(t => t.SetHostState("s", "1"))).ToList();
        commits.ForEach(committer.Enqueue);
        await committer.StopAsync().WaitAsync(TestClock.Patience);
        foreach (var commit in commits)
            Assert.NotNull(await commit.Outcome);
        var late = new TestCommit(_ => { });
        committer.Enqueue(late);
        Assert.IsType<ObjectDisposedException>(await late.Outcome);
    }

    sealed class FailingStore(IDurableStore inner) : StoreWrapper(inner)
    {
        public volatile Exception? Failure;

        public override void Write(IReadOnlyList<Commit> commits)
        {
            if (Failure is { } failure)
                throw failure;
            Inner.Write(commits);
        }
    }
}
