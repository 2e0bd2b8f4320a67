using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Benchmarks.Engine;

/// <summary>Fills a database with finished instances through the engine's own store: as a run leaves them, only quicker.</summary>
static class FinishedInstances
{
    const int Group = 5000;
    const int FailedOneIn = 1000;
    static readonly DateTime begin = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The id of the instance with a number, from 0.</summary>
    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"done-{number:d7}");

    /// <summary>When it was created, UTC.</summary>
    public static DateTime CreatedAt(int number) => begin.AddSeconds(number);

    public static void Fill(string file, int count)
    {
        using var store = new SqliteDurableStore(file, everyCommitDurable: false);
        for (var done = 0; done < count; done += Group)
            store.Write([new Filling(done, Math.Min(Group, count - done))]);
    }

    sealed class Filling(int from, int count) : Commit
    {
        public override void Apply(IDurableTransaction transaction)
        {
            for (var number = from; number < from + count; number++)
                Add(transaction, number);
        }

        public override void Committed()
        {
        }

        public override void Refused(Exception reason) => throw reason;

        static void Add(IDurableTransaction transaction, int number)
        {
            var at = CreatedAt(number);
            var failed = number % FailedOneIn == 0;
            var failure = failed ? new TaskFailureDetails("System.TimeoutException", "It took too long.", null, null, null) : null;
            var record = new InstanceRecord
            {
                Key = number + 1,
                Id = Id(number),
                Name = Workload.Chain,
                Version = "",
                ExecutionId = ReplaySafeGuid.ExecutionId(Id(number), at, number),
                Status = failed ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Completed,
                CreatedAt = at,
                UpdatedAt = at.AddSeconds(2),
                CompletedAt = at.AddSeconds(2),
                Input = "1",
                Output = failed ? null : "1",
                Failure = failure,
            };
            transaction.Insert(record);
            transaction.Append(record.Key, new HistoryBatch(
                [new ExecutionStarted(at, record.Name, record.ExecutionId, record.Input, "", null, null)], needsResume: true));
            transaction.Append(record.Key, new HistoryBatch(
                [new OrchestratorStarted(at), new TaskScheduled(at, 0, "AddOne", "0")], needsResume: true));
            transaction.Append(record.Key, new HistoryBatch(
                [
                    new OrchestratorStarted(at.AddSeconds(2)), new TaskCompleted(at.AddSeconds(2), 0, "1"),
                    new ExecutionCompleted(at.AddSeconds(2), record.Status, record.Output, failure),
                ],
                needsResume: false));
        }
    }
}
