using Orchestrations.Engine.Tracing;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Storage;

/// <summary>Writes each commit at once on the caller's thread: for virtual time, where one thread does everything in order.</summary>
/// <param name="store">Where.</param>
/// <param name="power">Once it is gone nothing is written and nobody is told; null for a machine that never dies.</param>
sealed class InlineCommitter(IDurableStore store, IPower? power = null) : ICommitQueue
{
    long commits;
    EngineMeters? meters;
    bool stopped;

    public string? Trouble => null;

    public (long Commits, long Transactions) Written => (commits, commits);

    public void Enqueue(Commit commit)
    {
        if (power is not null && !power.Lasts())
            return;
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
        if (power is null || power.Lasts())
            commit.Committed();
    }

    public void Measure(EngineMeters meters) => this.meters = meters;

    public Task StopAsync()
    {
        stopped = true;
        return Task.CompletedTask;
    }
}
