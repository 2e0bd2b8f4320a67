using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Http;

/// <summary>
/// Instances in memory, as the tests set them. Like the real client it is silent on missing and ended instances, so that only
/// the management API's own checks can refuse; every command is written down.
/// </summary>
sealed class FakeDurableTaskClient() : DurableTaskClient("fake"), IHistoryReader
{
    public SortedDictionary<string, OrchestrationMetadata> Instances { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, HistoryEvent[]> Histories { get; } = [];

    public List<string> Commands { get; } = [];

    public StartOrchestrationOptions? LastOptions { get; private set; }

    public OrchestrationQuery? LastQuery { get; private set; }

    public PurgeInstancesFilter? LastFilter { get; private set; }

    public TaskCompletionSource<OrchestrationMetadata> End { get; set; } = new();

    /// <summary>Thrown by the next start, after the start of another with the same id if that is set too.</summary>
    public Exception? StartError { get; set; }

    public void Add(string id, OrchestrationRuntimeStatus status, string? input = null, string? output = null, string? custom = null,
        TaskFailureDetails? failure = null)
        => Instances[id] = Instance(id, status, input, output, custom, failure);

    public static OrchestrationMetadata Instance(
        string id, OrchestrationRuntimeStatus status, string? input = null, string? output = null, string? custom = null,
        TaskFailureDetails? failure = null)
        => new("Orc", id)
        {
            RuntimeStatus = status,
            CreatedAt = new DateTimeOffset(2024, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            LastUpdatedAt = new DateTimeOffset(2024, 1, 2, 3, 5, 6, 789, TimeSpan.Zero),
            SerializedInput = input,
            SerializedOutput = output,
            SerializedCustomStatus = custom,
            FailureDetails = failure,
        };

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        LastOptions = options;
        var id = options?.InstanceId ?? "generated";
        if (StartError is not null)
        {
            Add(id, OrchestrationRuntimeStatus.Running);
            return Task.FromException<string>(StartError);
        }
        Commands.Add($"start {orchestratorName} {id} {JsonSerializer.Serialize(input)}");
        Add(id, OrchestrationRuntimeStatus.Pending);
        return Task.FromResult(id);
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
        => Note($"raise {instanceId} {eventName} {JsonSerializer.Serialize(eventPayload)}");

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Task.FromResult(Instances[instanceId]);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => End.Task.WaitAsync(cancellation);

    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
        => Note($"terminate {instanceId} {JsonSerializer.Serialize(options?.Output)}");

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => Note($"suspend {instanceId} {reason}");

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
        => Note($"resume {instanceId} {reason}");

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
        => Task.FromResult(Instances.GetValueOrDefault(instanceId));

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        LastQuery = filter;
        return Pageable.Create<OrchestrationMetadata>((token, size, _) =>
        {
            var page = Instances.Values
                .Where(instance => string.CompareOrdinal(instance.InstanceId, token ?? "") > 0)
                .Where(instance => filter?.Statuses?.Contains(instance.RuntimeStatus) ?? true)
                .Take((size ?? 100) + 1)
                .ToList();
            var more = page.Count > size;
            var values = more ? page[..^1] : page;
            return Task.FromResult(new Page<OrchestrationMetadata>(values, more ? values[^1].InstanceId : null));
        });
    }

    public override Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
        => Task.FromResult(new PurgeResult(Instances.Remove(instanceId) ? 1 : 0));

    public override Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        LastFilter = filter;
        var matching = Instances.Values.Where(instance => filter.Statuses!.Contains(instance.RuntimeStatus)).ToList();
        matching.ForEach(instance => Instances.Remove(instance.InstanceId));
        return Task.FromResult(new PurgeResult(matching.Count));
    }

    public override Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        Commands.Add($"restart {instanceId} {restartWithNewInstanceId}");
        return Task.FromResult(restartWithNewInstanceId ? "restarted" : instanceId);
    }

    public Task<IReadOnlyList<HistoryEvent>?> ReadHistoryAsync(string instanceId, CancellationToken cancellation)
        => Task.FromResult<IReadOnlyList<HistoryEvent>?>(Histories.GetValueOrDefault(instanceId));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    Task Note(string command)
    {
        Commands.Add(command);
        return Task.CompletedTask;
    }
}
