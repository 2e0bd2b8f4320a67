namespace Orchestrations.Engine.Execution;

/// <summary>An orchestrator called a task that no function provides (ORC-ENGINE-006). Never retried.</summary>
public sealed class TaskNotFoundException : Exception
{
    /// <param name="kind">"activity" or "orchestrator".</param>
    /// <param name="name">The name that was asked for.</param>
    public TaskNotFoundException(string kind, string name)
        : base($"No {kind} is named '{name}'. Check the name, or deploy the function. (ORC-ENGINE-006)")
    {
    }

    internal static readonly string TypeName = typeof(TaskNotFoundException).ToString();
}
