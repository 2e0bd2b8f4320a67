namespace Orchestrations.Engine.Execution;

/// <summary>
/// No function provides a task that was asked for (ORC-ENGINE-005, ORC-ENGINE-006). Never retried: it will not exist at the
/// next attempt either.
/// </summary>
public sealed class TaskNotFoundException : Exception
{
    internal static readonly string TypeName = typeof(TaskNotFoundException).ToString();

    TaskNotFoundException(string message)
        : base(message)
    {
    }

    internal static TaskNotFoundException Orchestrator(string name) => new(
        $"No orchestrator is named '{name}'. Check the name, or deploy the function and restart the instance. ({EngineErrors.UnknownOrchestrator})");

    internal static TaskNotFoundException Activity(string name) =>
        new($"No activity is named '{name}'. Check the name, or deploy the function. ({EngineErrors.UnknownActivity})");
}
