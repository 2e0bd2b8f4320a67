namespace Orchestrations.Engine.ServiceBus;

/// <summary>The local Service Bus refuses a request. The code has a page in docs/errors with the remedy.</summary>
public sealed class BusException : Exception
{
    /// <param name="code">Stable code, such as ORC-BUS-010.</param>
    /// <param name="message">What is wrong, naming the entity and the value, and what would be accepted.</param>
    public BusException(string code, string message)
        : base(message) => Code = code;

    /// <summary>Stable code, such as ORC-BUS-010.</summary>
    public string Code { get; }
}
