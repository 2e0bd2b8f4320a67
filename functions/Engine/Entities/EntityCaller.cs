namespace Orchestrations.Engine.Entities;

/// <summary>What an entity answers to: a request of one execution of an orchestration.</summary>
/// <param name="InstanceId">The orchestration.</param>
/// <param name="ExecutionId">Its execution: another one no longer waits.</param>
/// <param name="TaskId">The sequence number of the request within it.</param>
readonly record struct EntityCaller(string InstanceId, string ExecutionId, int TaskId)
{
    public bool IsSameExecution(EntityCaller other) => ExecutionId == other.ExecutionId && InstanceId == other.InstanceId;
}
