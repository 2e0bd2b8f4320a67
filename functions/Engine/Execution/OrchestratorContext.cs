using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.Logging;

namespace Orchestrations.Engine.Execution;

/// <summary>What an orchestrator sees: Microsoft's context, over one <see cref="OrchestratorExecution"/>.</summary>
sealed class OrchestratorContext(OrchestratorExecution execution, ILoggerFactory loggers) : TaskOrchestrationContext
{
    EntityFeature? entities;
    int guids;
    DateTime lastGuidAt;

    /// <summary>How the instance goes on, when the code asked for continue-as-new.</summary>
    public (string? Input, string? Version, bool PreserveEvents)? ContinueAs { get; private set; }

    /// <summary>
    /// When the next execution may begin. Ids are made of the instance, the time and a counter that begins anew: an execution
    /// that began at the very tick at which this one made an id would make the same one.
    /// </summary>
    public DateTime SuccessorBegins => lastGuidAt == execution.Now ? execution.Now.AddTicks(1) : execution.Now;

    public override TaskName Name => execution.Start.Name;

    public override string InstanceId => execution.InstanceId;

    public override ParentOrchestrationInstance? Parent =>
        execution.Start.Parent is { } parent ? new ParentOrchestrationInstance(parent.Name, parent.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => execution.Now;

    public override bool IsReplaying => execution.IsReplaying;

    public override string Version => execution.Start.Version;

    public override TaskOrchestrationEntityFeature Entities => entities ??= new EntityFeature(execution);

    protected override ILoggerFactory LoggerFactory => loggers;

    public override T? GetInput<T>()
        where T : default => execution.Start.Input is { } input ? execution.Converter.Deserialize<T>(input) : default;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        execution.EnsureLegalAccess();
        RefuseOptionsAsInput(input);
        var json = PayloadLimit.Serialize(execution.Converter, input, $"input of activity '{name.Name}'");
        var version = options?.Version?.Version;
        return options?.Retry is { } retry
            ? RetryLoop.RunAsync(this, retry, Call)
            : Call();

        Task<TResult> Call() => execution.Begin<TResult>(id => new OrchestratorAction.CallActivity(id, name.Name, json, version), out _);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(
        TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        execution.EnsureLegalAccess();
        RefuseOptionsAsInput(input);
        entities?.RefuseSubOrchestration();
        var json = PayloadLimit.Serialize(execution.Converter, input, $"input of sub-orchestration '{orchestratorName.Name}'");
        var version = options?.Version?.Version;
        var tags = options?.Tags is { Count: > 0 } given ? new Dictionary<string, string>(given) : null;
        var chosenId = (options as SubOrchestrationOptions)?.InstanceId;
        if (chosenId is not null)
            InstanceIdRule.Check(chosenId);
        // One id for all attempts, as in Durable Task: what is tried again takes over what has failed.
        var instanceId = chosenId ?? NewGuid().ToString("N");
        return options?.Retry is { } retry
            ? RetryLoop.RunAsync(this, retry, Call)
            : Call();

        Task<TResult> Call() => execution.Begin<TResult>(
            id => new OrchestratorAction.CallSubOrchestration(id, orchestratorName.Name, instanceId, json, version, tags), out _);
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        execution.EnsureLegalAccess();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var due = fireAt.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(fireAt, DateTimeKind.Utc) : fireAt.ToUniversalTime();
        var timer = execution.Begin<object?>(id => new OrchestratorAction.CreateTimer(id, due), out var eventId);
        if (cancellationToken.CanBeCanceled)
            cancellationToken.UnsafeRegister(_ => execution.CancelTimer(eventId, cancellationToken), null);
        return timer;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        execution.EnsureLegalAccess();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return execution.Events.Wait<T>(eventName, execution.RefuseForeignCaller, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        execution.EnsureLegalAccess();
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var json = PayloadLimit.Serialize(execution.Converter, payload, $"event '{eventName}'");
        execution.Send(id => new OrchestratorAction.SendEvent(id, instanceId, eventName, json));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        execution.EnsureLegalAccess();
        execution.SetCustomStatus(PayloadLimit.Serialize(execution.Converter, customStatus, "custom status"));
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        execution.EnsureLegalAccess();
        ContinueAs = (PayloadLimit.Serialize(execution.Converter, newInput, "input of continue-as-new"), null, preserveUnprocessedEvents);
    }

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
        ContinueAs = ContinueAs!.Value with { Version = options.NewVersion };
    }

    public override Guid NewGuid()
    {
        execution.EnsureLegalAccess();
        lastGuidAt = CurrentUtcDateTime;
        return ReplaySafeGuid.Create(InstanceId, lastGuidAt, guids++);
    }

    static void RefuseOptionsAsInput(object? input)
    {
        if (input is TaskOptions)
            throw new ArgumentException(
                "TaskOptions were passed as the input. Name the argument: CallActivityAsync(name, options: options).", nameof(input));
    }
}
