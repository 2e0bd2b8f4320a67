using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Entities;

/// <summary>What an operation may ask for; nothing of it happens before the operation has ended well and is durable.</summary>
sealed class EntityContext(EntityRunner runner, EntityInstanceId id) : TaskEntityContext
{
    readonly List<EntityEffect> asked = [];

    /// <summary>What was asked for, in order.</summary>
    public IReadOnlyList<EntityEffect> Asked => asked;

    public override EntityInstanceId Id => id;

    public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var json = PayloadLimit.Serialize(runner.Converter, input, $"input of operation '{operationName}'");
        var signal = new EntityMessage.Signal(operationName, json) { Trace = TraceLink.Of(null) };
        asked.Add(new EntityEffect.SignalEntity(EntityIdRule.Check(id), signal, options?.SignalTime?.UtcDateTime));
    }

    public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        var start = runner.NewStart(name, input, options);
        asked.Add(new EntityEffect.StartOrchestration(start));
        return start.Instance.Record.Id;
    }
}
