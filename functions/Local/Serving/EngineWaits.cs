using Orchestrations.App.Orchestrations;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Waits;

namespace Orchestrations.Local.Serving;

/// <summary>What an instance of the embedded engine waits for: its code is at hand, and is replayed over its history.</summary>
/// <param name="engineFile">The engine's database.</param>
/// <param name="services">Has the code, once it is made.</param>
sealed class EngineWaits(string engineFile, IServiceProvider services) : IOrchestrationWaits
{
    public Task<KnownWaits?> OfAsync(string id, CancellationToken cancellation)
    {
        var found = new WaitingInstances(services.GetRequiredService<TaskTable>(), services).Find(engineFile, id);
        // What does not fit its history waits for nothing that could be told from it.
        return Task.FromResult(found is null or { Problem: not null } ? null : new KnownWaits(
            [.. found.Waits.Where(wait => wait.Kind == WaitKind.Event).Select(wait => wait.Name)],
            [.. found.Waits.Where(wait => wait.Kind == WaitKind.Timer).Select(wait => wait.At).OfType<DateTime>()
                .Select(due => new DateTimeOffset(due, TimeSpan.Zero))]));
    }
}
