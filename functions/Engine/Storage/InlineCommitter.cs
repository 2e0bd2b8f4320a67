namespace Orchestrations.Engine.Storage;

/// <summary>Writes each commit at once on the caller's thread: for virtual time, where one thread does everything in order.</summary>
sealed class InlineCommitter(IDurableStore store) : ICommitQueue
{
    long commits;

    public string? Trouble => null;

    public (long Commits, long Transactions) Written => (commits, commits);

    public void Enqueue(Commit commit)
    {
        store.Write([commit]);
        commits++;
        commit.Committed();
    }

    public Task StopAsync() => Task.CompletedTask;
}
