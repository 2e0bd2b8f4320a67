using Orchestrations.Engine;
using Orchestrations.Engine.Replay;

namespace Orchestrations.App.Tests.Histories;

/// <summary>Histories as the embedded engine keeps them.</summary>
static class EngineHistories
{
    /// <summary>The history of an instance, without what differs from one machine to the next.</summary>
    public static StoredHistory History(this HistoryWorld world, string instance)
    {
        StoredHistory? history = null;
        world.Do(async () =>
        {
            var engine = world.Get<DurableEngine>();
            var found = (await engine.Client.GetInstanceAsync(instance, CancellationToken.None))!;
            var events = (await engine.ReadHistoryAsync(instance, CancellationToken.None))!;
            history = StoredHistory.Of(instance, found.RuntimeStatus, [.. events.Select(StackTraces.Remove)]);
        });
        return history!;
    }
}
