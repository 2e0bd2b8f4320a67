namespace Orchestrations.App.Messaging;

/// <summary>
/// A message that cannot be handled as it is. The text begins with the code, so that the dead letter it becomes says it.
/// </summary>
public sealed class MessageRefusedException : Exception
{
    /// <param name="code">Stable code, such as ORC-HTTP-001.</param>
    /// <param name="message">What is wrong, and the remedy.</param>
    /// <param name="inner">What found it.</param>
    public MessageRefusedException(string code, string message, Exception inner) : base($"{code}: {message}", inner) => Code = code;

    /// <summary>Stable code.</summary>
    public string Code { get; }
}
