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

    internal static TaskNotFoundException Orchestrator(string name, string version) => new(
        $"No orchestrator is named '{name}'{Of(version)}. Check the name, or deploy the function and restart the instance. "
        + $"({EngineErrors.UnknownOrchestrator})");

    internal static TaskNotFoundException Activity(string name, string version) => new(
        $"No activity is named '{name}'{Of(version)}. Check the name, or deploy the function. ({EngineErrors.UnknownActivity})");

    static string Of(string version) => version.Length == 0 ? "" : $" in version '{version}'";
}
