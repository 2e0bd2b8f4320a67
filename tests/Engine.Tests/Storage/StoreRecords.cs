using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

/// <summary>Plain rows for tests that need a store with something in it.</summary>
static class StoreRecords
{
    static readonly DateTime Begun = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static InstanceRecord Running(long key, string id) => new()
    {
        Key = key,
        Id = id,
        Name = "name",
        Version = "",
        ExecutionId = $"e{key}",
        Status = OrchestrationRuntimeStatus.Running,
        CreatedAt = Begun,
        UpdatedAt = Begun,
        Input = "\"some input\"",
    };

    public static HistoryBatch Started(long key) =>
        new([new ExecutionStarted(Begun, "name", $"e{key}", "\"some input\"", "", null, null), new OrchestratorStarted(Begun)], needsResume: false);
}
