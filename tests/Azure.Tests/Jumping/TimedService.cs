using System.Collections.Concurrent;
using System.Collections.Immutable;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;
using Microsoft.DurableTask.Testing.Sidecar;

namespace Orchestrations.Azure.Tests.Jumping;

/// <summary>
/// Microsoft's orchestration service in memory, with timers of a clock that jumps. Everything else is Microsoft's: instances,
/// histories, messages and their order. What it stores has the clock's time.
/// </summary>
sealed class TimedService(JumpingClock clock)
    : IOrchestrationService, IOrchestrationServiceClient, IOrchestrationServiceQueryClient, IOrchestrationServicePurgeClient
{
    // Its own limit is the number of cores, and the dispatcher looks only twice a second whether there is room again.
    const int Many = 1000;

    readonly InMemoryOrchestrationService inner = new();
    readonly ConcurrentDictionary<string, ImmutableList<DateTime>> scheduled = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What there is to do.</summary>
    public OpenWork Work { get; } = new();

    /// <summary>When an instance asked for activities, UTC, in order.</summary>
    public IReadOnlyList<DateTime> Scheduled(string instance) => scheduled.GetValueOrDefault(instance) ?? [];

    public int TaskOrchestrationDispatcherCount => inner.TaskOrchestrationDispatcherCount;

    public int MaxConcurrentTaskOrchestrationWorkItems => Many;

    public BehaviorOnContinueAsNew EventBehaviourForContinueAsNew => inner.EventBehaviourForContinueAsNew;

    public int TaskActivityDispatcherCount => inner.TaskActivityDispatcherCount;

    public int MaxConcurrentTaskActivityWorkItems => Many;

    public async Task<TaskOrchestrationWorkItem> LockNextTaskOrchestrationWorkItemAsync(
        TimeSpan receiveTimeout, CancellationToken cancellationToken)
    {
        var turn = await inner.LockNextTaskOrchestrationWorkItemAsync(receiveTimeout, cancellationToken);
        Work.TurnBegins(turn);
        return turn;
    }

    public Task CompleteTaskOrchestrationWorkItemAsync(
        TaskOrchestrationWorkItem workItem, OrchestrationRuntimeState newOrchestrationRuntimeState, IList<TaskMessage> outboundMessages,
        IList<TaskMessage> orchestratorMessages, IList<TaskMessage> timerMessages, TaskMessage continuedAsNewMessage,
        OrchestrationState orchestrationState)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var happened in newOrchestrationRuntimeState.NewEvents)
            happened.Timestamp = now;
        var asked = Enumerable.Repeat(now, newOrchestrationRuntimeState.NewEvents.OfType<TaskScheduledEvent>().Count());
        scheduled.AddOrUpdate(workItem.InstanceId, _ => [.. asked], (_, before) => before.AddRange(asked));
        orchestrationState.LastUpdatedTime = now;
        orchestrationState.CreatedTime = newOrchestrationRuntimeState.ExecutionStartedEvent!.Timestamp;
        Work.Give(orchestratorMessages, () =>
        {
            Wait(inner.CompleteTaskOrchestrationWorkItemAsync(
                workItem, newOrchestrationRuntimeState, outboundMessages, orchestratorMessages, [], continuedAsNewMessage, orchestrationState));
            Work.TurnIsStored(newOrchestrationRuntimeState, outboundMessages.Count);
        });
        foreach (var timer in timerMessages)
            clock.At(new DateTimeOffset(((TimerFiredEvent)timer.Event).FireAt, TimeSpan.Zero), () => Send(timer));
        return Task.CompletedTask;
    }

    public Task AbandonTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        Work.Give(workItem.NewMessages, () => Wait(inner.AbandonTaskOrchestrationWorkItemAsync(workItem)));
        return Task.CompletedTask;
    }

    public async Task ReleaseTaskOrchestrationWorkItemAsync(TaskOrchestrationWorkItem workItem)
    {
        await inner.ReleaseTaskOrchestrationWorkItemAsync(workItem);
        Work.TurnEnds();
    }

    public Task CompleteTaskActivityWorkItemAsync(TaskActivityWorkItem workItem, TaskMessage responseMessage)
    {
        Work.Give([responseMessage], () => Wait(inner.CompleteTaskActivityWorkItemAsync(workItem, responseMessage)));
        Work.ActivityEnds();
        return Task.CompletedTask;
    }

    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage, OrchestrationStatus[] dedupeStatuses)
    {
        Work.Give([creationMessage], () => Wait(inner.CreateTaskOrchestrationAsync(creationMessage, dedupeStatuses)));
        return Task.CompletedTask;
    }

    public Task SendTaskOrchestrationMessageAsync(TaskMessage message)
    {
        Send(message);
        return Task.CompletedTask;
    }

    public Task ForceTerminateTaskOrchestrationAsync(string instanceId, string reason) => SendTaskOrchestrationMessageAsync(new TaskMessage
    {
        OrchestrationInstance = new OrchestrationInstance { InstanceId = instanceId }, Event = new ExecutionTerminatedEvent(-1, reason),
    });

    public Task CreateTaskOrchestrationAsync(TaskMessage creationMessage) => CreateTaskOrchestrationAsync(
        creationMessage, [OrchestrationStatus.Pending, OrchestrationStatus.Running]);

    public async Task SendTaskOrchestrationMessageBatchAsync(params TaskMessage[] messages)
    {
        foreach (var message in messages)
            await SendTaskOrchestrationMessageAsync(message);
    }

    public Task StartAsync() => inner.StartAsync();

    public Task StopAsync() => inner.StopAsync();

    public Task StopAsync(bool isForced) => inner.StopAsync(isForced);

    public Task CreateAsync() => inner.CreateAsync();

    public Task CreateAsync(bool recreateInstanceStore) => inner.CreateAsync(recreateInstanceStore);

    public Task CreateIfNotExistsAsync() => inner.CreateIfNotExistsAsync();

    public Task DeleteAsync() => inner.DeleteAsync();

    public Task DeleteAsync(bool deleteInstanceStore) => inner.DeleteAsync(deleteInstanceStore);

    public bool IsMaxMessageCountExceeded(int currentMessageCount, OrchestrationRuntimeState runtimeState) =>
        inner.IsMaxMessageCountExceeded(currentMessageCount, runtimeState);

    public int GetDelayInSecondsAfterOnProcessException(Exception exception) => inner.GetDelayInSecondsAfterOnProcessException(exception);

    public int GetDelayInSecondsAfterOnFetchException(Exception exception) => inner.GetDelayInSecondsAfterOnFetchException(exception);

    public Task RenewTaskOrchestrationWorkItemLockAsync(TaskOrchestrationWorkItem workItem) =>
        inner.RenewTaskOrchestrationWorkItemLockAsync(workItem);

    public Task<TaskActivityWorkItem> LockNextTaskActivityWorkItem(TimeSpan receiveTimeout, CancellationToken cancellationToken) =>
        inner.LockNextTaskActivityWorkItem(receiveTimeout, cancellationToken);

    public Task<TaskActivityWorkItem> RenewTaskActivityWorkItemLockAsync(TaskActivityWorkItem workItem) =>
        inner.RenewTaskActivityWorkItemLockAsync(workItem);

    public Task AbandonTaskActivityWorkItemAsync(TaskActivityWorkItem workItem) => inner.AbandonTaskActivityWorkItemAsync(workItem);

    public Task<OrchestrationState> WaitForOrchestrationAsync(
        string instanceId, string executionId, TimeSpan timeout, CancellationToken cancellationToken) =>
        inner.WaitForOrchestrationAsync(instanceId, executionId, timeout, cancellationToken);

    public Task<IList<OrchestrationState>> GetOrchestrationStateAsync(string instanceId, bool allExecutions) =>
        inner.GetOrchestrationStateAsync(instanceId, allExecutions);

    public Task<OrchestrationState> GetOrchestrationStateAsync(string instanceId, string executionId) =>
        inner.GetOrchestrationStateAsync(instanceId, executionId);

    public Task<string> GetOrchestrationHistoryAsync(string instanceId, string executionId) =>
        inner.GetOrchestrationHistoryAsync(instanceId, executionId);

    public Task PurgeOrchestrationHistoryAsync(DateTime thresholdDateTimeUtc, OrchestrationStateTimeRangeFilterType timeRangeFilterType) =>
        inner.PurgeOrchestrationHistoryAsync(thresholdDateTimeUtc, timeRangeFilterType);

    public Task<OrchestrationQueryResult> GetOrchestrationWithQueryAsync(OrchestrationQuery query, CancellationToken cancellationToken) =>
        inner.GetOrchestrationWithQueryAsync(query, cancellationToken);

    public Task<PurgeResult> PurgeInstanceStateAsync(string instanceId) => inner.PurgeInstanceStateAsync(instanceId);

    public Task<PurgeResult> PurgeInstanceStateAsync(PurgeInstanceFilter purgeInstanceFilter) =>
        inner.PurgeInstanceStateAsync(purgeInstanceFilter);

    void Send(TaskMessage message) => Work.Give([message], () => Wait(inner.SendTaskOrchestrationMessageAsync(message)));

    // In memory these are done when they return, so that what is counted and what is stored change together.
    static void Wait(Task done) => done.GetAwaiter().GetResult();
}
