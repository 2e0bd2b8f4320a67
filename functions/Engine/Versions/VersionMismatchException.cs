using Microsoft.DurableTask;

namespace Orchestrations.Engine.Versions;

/// <summary>The instance has a version that this host does not run (ORC-ENGINE-010). Never retried: the host stays what it is.</summary>
sealed class VersionMismatchException(string message) : Exception(message)
{
    /// <summary>What Durable Task calls this failure.</summary>
    public const string ErrorType = "VersionMismatch";

    public TaskFailureDetails Details => new(ErrorType, Message, null, null, null);
}
