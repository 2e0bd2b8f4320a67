namespace Orchestrations.Engine.Tracing;

/// <summary>Names of tags, as Durable Task has them.</summary>
static class SpanTags
{
    public const string Type = "durabletask.type";
    public const string TaskName = "durabletask.task.name";
    public const string TaskVersion = "durabletask.task.version";
    public const string InstanceId = "durabletask.task.instance_id";
    public const string ExecutionId = "durabletask.task.execution_id";
    public const string Status = "durabletask.task.status";
    public const string TaskId = "durabletask.task.task_id";
    public const string FireAt = "durabletask.fire_at";
    public const string TargetInstanceId = "durabletask.event.target_instance_id";

    public const string Operation = "durabletask.task.operation";
    public const string EntityError = "durabletask.entity.error_message";

    public const string Orchestration = "orchestration";
    public const string Activity = "activity";
    public const string Timer = "timer";
    public const string Event = "event";
    public const string Entity = "entity";
    public const string CreateOrchestration = "create_orchestration";
    public const string OrchestrationEvent = "orchestration_event";
}
