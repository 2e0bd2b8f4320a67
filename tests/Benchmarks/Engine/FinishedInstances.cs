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

    /// <summary>The id of the one with a long history.</summary>
    public const string LongId = "long";

    /// <param name="file">The database, which is made.</param>
    /// <param name="count">How many instances.</param>
    /// <param name="steps">How many activities each has run; its history has two rows more.</param>
    /// <param name="longSteps">When above zero, one more instance has run so many.</param>
    public static void Fill(string file, int count, int steps = 1, int longSteps = 0)
    {
        using var store = new SqliteDurableStore(file, everyCommitDurable: false);
        for (var done = 0; done < count; done += Group)
            store.Write([new Filling(done, Math.Min(Group, count - done), steps)]);
        if (longSteps > 0)
            store.Write([new Filling(count, 1, longSteps, LongId)]);
    }

    sealed class Filling(int from, int count, int steps, string? id = null) : Commit
    {
        public override void Apply(IDurableTransaction transaction)
        {
            for (var number = from; number < from + count; number++)
                Add(transaction, number, id ?? Id(number), steps);
        }

        public override void Committed()
        {
        }

        public override void Refused(Exception reason) => throw reason;

        static void Add(IDurableTransaction transaction, int number, string id, int steps)
        {
            var at = CreatedAt(number);
            var failed = number % FailedOneIn == 0;
            var failure = failed ? new TaskFailureDetails("System.TimeoutException", "It took too long.", null, null, null) : null;
            var end = at.AddSeconds(2 * steps);
            var record = new InstanceRecord
            {
                Key = number + 1,
                Id = id,
                Name = Workload.Chain,
                Version = "",
                ExecutionId = ReplaySafeGuid.ExecutionId(id, at, number),
                Status = failed ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Completed,
                CreatedAt = at,
                UpdatedAt = end,
                CompletedAt = end,
                Input = $"\"{number % 50}\"",
                Output = failed ? null : "1",
                Failure = failure,
            };
            transaction.Insert(record);
            transaction.Append(record.Key, new HistoryBatch(
                [new ExecutionStarted(at, record.Name, record.ExecutionId, record.Input, "", null, null)], needsResume: true));
            transaction.Append(record.Key, new HistoryBatch(
                [new OrchestratorStarted(at), new TaskScheduled(at, 0, "AddOne", "0")], needsResume: true));
            for (var step = 1; step < steps; step++)
            {
                var then = at.AddSeconds(2 * step);
                transaction.Append(record.Key, new HistoryBatch(
                    [new OrchestratorStarted(then), new TaskCompleted(then, step - 1, "1"), new TaskScheduled(then, step, "AddOne", "0")],
                    needsResume: true));
            }

            transaction.Append(record.Key, new HistoryBatch(
                [
                    new OrchestratorStarted(end), new TaskCompleted(end, steps - 1, "1"),
                    new ExecutionCompleted(end, record.Status, record.Output, failure),
                ],
                needsResume: false));
        }
    }
}
