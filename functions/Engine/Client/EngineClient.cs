using System.Diagnostics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Client;

/// <summary>Microsoft's client over this engine. Every change is durable when its task completes.</summary>
sealed class EngineClient(InstanceRunner runner, DataConverter converter) : DurableTaskClient("engine")
{
    const int PurgePage = 200;

    public override DurableEntityClient Entities { get; } = new EngineEntityClient("engine", runner, converter);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name);
        var id = options?.InstanceId is { } chosen ? InstanceIdRule.Check(chosen) : NewId();
        var json = PayloadLimit.Serialize(converter, input, $"input of '{orchestratorName.Name}'");
        var startAt = options?.StartAt is { } at && at > runner.Now ? at.UtcDateTime : (DateTime?)null;
        var tags = options?.Tags is { Count: > 0 } given ? new Dictionary<string, string>(given) : null;
        var version = options?.Version?.Version ?? runner.Versions.Default;
        return Start(id, orchestratorName.Name, json, version, tags, startAt, ReuseRule.From(options?.DedupeStatuses), cancellation);
    }

    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var json = PayloadLimit.Serialize(converter, eventPayload, $"event '{eventName}'");
        using var span = ClientSpans.Raise(eventName, instanceId, runner.Now);
        await Post(instanceId, new EventRaised(runner.Now, eventName, json), cancellation);
        span?.End(runner.Now);
    }

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Describe(await Wait(instanceId, untilEnd: false, cancellation), getInputsAndOutputs);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Describe(await Wait(instanceId, untilEnd: true, cancellation), getInputsAndOutputs);

    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var output = PayloadLimit.Serialize(converter, options?.Output, "output of the termination");
        await Post(instanceId, new ExecutionTerminated(runner.Now, output, options?.Recursive ?? false), cancellation);
    }

    public override async Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        await Post(instanceId, new ExecutionSuspended(runner.Now, reason), cancellation);
    }

    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        await Post(instanceId, new ExecutionResumed(runner.Now, reason), cancellation);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Task.FromResult(Find(instanceId) is { } record ? Describe(record, getInputsAndOutputs) : null);
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) =>
        Instances(filter ?? new OrchestrationQuery(), descending: false);

    /// <summary>What <see cref="GetAllInstancesAsync"/> gives, or the same in the opposite order.</summary>
    public AsyncPageable<OrchestrationMetadata> Instances(OrchestrationQuery query, bool descending)
    {
        var instances = new InstanceFilter(
            query.CreatedFrom?.UtcDateTime, query.CreatedTo?.UtcDateTime, query.Statuses?.ToHashSet(), query.InstanceIdPrefix)
        {
            Descending = descending,
        };
        return Pageable.Create((token, size, _) =>
        {
            var top = size ?? query.PageSize;
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
            var page = runner.Store.Query(instances, token ?? query.ContinuationToken, top);
            var values = page.Rows.Select(row => Describe(Newest(row), query.FetchInputsAndOutputs));
            return Task.FromResult(new Page<OrchestrationMetadata>(values.ToList(), page.Next));
        });
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        if (Find(instanceId) is not { } record)
            return new PurgeResult(0);
        if (!record.IsTerminal)
            throw new InvalidOperationException(
                $"The instance '{instanceId}' is {record.Status}; only ended instances can be purged. Terminate it first. "
                + $"({EngineErrors.PurgeOfRunning})");
        return new PurgeResult(await Purge(WithChildren([instanceId], options?.Recursive ?? false), cancellation), true);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var terminal = Enum.GetValues<OrchestrationRuntimeStatus>().Where(InstanceRecord.IsTerminalStatus);
        var statuses = filter.Statuses is { } wanted && wanted.Any() ? wanted.Intersect(terminal) : terminal;
        var instances = new InstanceFilter(filter.CreatedFrom?.UtcDateTime, filter.CreatedTo?.UtcDateTime, statuses.ToHashSet());
        if (instances.Statuses!.Count == 0)
            return new PurgeResult(0, true);
        var deadline = filter.Timeout is { } timeout ? runner.Now + timeout : DateTime.MaxValue;
        var purged = 0;
        while (runner.Store.Query(instances, null, PurgePage).Rows is { Count: > 0 } rows)
        {
            purged += await Purge(WithChildren(rows.Select(row => row.Id).ToList(), options?.Recursive ?? false), cancellation);
            if (runner.Now >= deadline)
                return new PurgeResult(purged, false);
        }

        return new PurgeResult(purged, true);
    }

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var record = Find(instanceId) ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
        if (!record.IsTerminal && !restartWithNewInstanceId)
            throw new InvalidOperationException(
                $"The instance '{instanceId}' is {record.Status}. Terminate it first, or restart it with a new id. ({EngineErrors.InstanceExists})");
        var id = restartWithNewInstanceId ? NewId() : instanceId;
        return await Start(id, record.Name, record.Input, record.Version, record.Tags, null, ReuseRule.From(null), cancellation);
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        runner.EnsureStarted();
        return new Rewinder(runner).RewindAsync(instanceId, reason, cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // A running instance knows more than its row, which most turns leave alone.
    InstanceRecord Newest(InstanceRecord row) => runner.Directory.Find(row.Id)?.Record is { } live && live.Key == row.Key ? live : row;

    async Task<string> Start(
        string id,
        string name,
        string? input,
        string version,
        IReadOnlyDictionary<string, string>? tags,
        DateTime? startAt,
        Func<OrchestrationRuntimeStatus, bool> mayReplace,
        CancellationToken cancellation)
    {
        runner.EnsureStarted();
        using var span = ClientSpans.Create(name, id, version, runner.Now);
        var instance = runner.NewInstance(id, name, input, version, parent: null, tags, startAt, TraceLink.Of(span));
        span?.SetTag(SpanTags.ExecutionId, instance.Record.ExecutionId);
        var commit = new StartCommit(runner, instance, mayReplace);
        runner.Commits.Enqueue(commit);
        try
        {
            return await commit.Done.WaitAsync(cancellation);
        }
        catch (Exception refused) when (span is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, refused.Message);
            throw;
        }
        finally
        {
            span?.End(runner.Now);
        }
    }

    async Task<bool> Post(string instanceId, HistoryEvent happened, CancellationToken cancellation)
    {
        runner.EnsureStarted();
        var commit = new PostCommit(runner, instanceId, happened);
        runner.Commits.Enqueue(commit);
        return await commit.Done.WaitAsync(cancellation);
    }

    async Task<int> Purge(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var commit = new PurgeCommit(ids);
        runner.Commits.Enqueue(commit);
        return await commit.Done.WaitAsync(cancellation);
    }

    List<string> WithChildren(IReadOnlyList<string> ids, bool recursive)
    {
        var all = ids.ToList();
        var known = ids.ToHashSet(StringComparer.Ordinal);
        for (var i = 0; recursive && i < all.Count; i++)
            all.AddRange(runner.Store.ChildrenOf(all[i]).Select(child => child.Id).Where(known.Add));
        return all;
    }

    async Task<InstanceRecord> Wait(string instanceId, bool untilEnd, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        runner.EnsureStarted();
        while (true)
        {
            if (runner.Directory.Find(instanceId) is { } active)
                return await active.WaitAsync(untilEnd, cancellation);
            var record = runner.Store.Find(instanceId)
                ?? throw new ArgumentException($"There is no instance '{instanceId}'.", nameof(instanceId));
            if (record.IsTerminal)
                return record;

            // Durable this very moment and about to be listed as active.
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    InstanceRecord? Find(string instanceId) => runner.Directory.Find(instanceId)?.Record ?? runner.Store.Find(instanceId);

    // By key: no instance that exists has one as high, also when the clock stands where it stood before a restart.
    string NewId() => ReplaySafeGuid.ExecutionId("instance", runner.Now, runner.NextKey());

    OrchestrationMetadata Describe(InstanceRecord record, bool withPayloads) => new(record.Name, record.Id)
    {
        RuntimeStatus = record.Status,
        CreatedAt = new DateTimeOffset(record.CreatedAt),
        LastUpdatedAt = new DateTimeOffset(record.UpdatedAt),
        SerializedInput = withPayloads ? record.Input : null,
        SerializedOutput = withPayloads ? record.Output : null,
        SerializedCustomStatus = withPayloads ? record.CustomStatus : null,
        Tags = record.Tags ?? new Dictionary<string, string>(),
        FailureDetails = record.Failure,
        DataConverter = withPayloads ? converter : null,
    };
}
