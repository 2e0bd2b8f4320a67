using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Storage;

/// <summary>Writes each commit at once on the caller's thread: for virtual time, where one thread does everything in order.</summary>
sealed class InlineCommitter(IDurableStore store) : ICommitQueue
{
    long commits;
    EngineMeters? meters;
    bool stopped;

    public string? Trouble => null;

    public (long Commits, long Transactions) Written => (commits, commits);

    public void Enqueue(Commit commit)
    {
        try
        {
            ObjectDisposedException.ThrowIf(stopped, this);
            var began = meters?.WriteBegins() ?? 0;
            store.Write([commit]);
            meters?.Written(began, 1);
        }
        catch (Exception refused)
        {
            commit.Refused(refused);
            return;
        }

        commits++;
        commit.Committed();
    }

    public void Measure(EngineMeters meters) => this.meters = meters;

    public Task StopAsync()
    {
        stopped = true;
        return Task.CompletedTask;
    }
}
