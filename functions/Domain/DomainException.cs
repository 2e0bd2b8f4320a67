namespace Orchestrations.Domain;

/// <summary>A value or a step that the rules of the domain refuse. Every code has a page in docs/errors with the remedy.</summary>
public sealed class DomainException : Exception
{
    /// <param name="code">Stable code, such as ORC-MONEY-001.</param>
    /// <param name="message">What was wrong, naming the value and what would be accepted.</param>
    public DomainException(string code, string message) : base(message) => Code = code;

    /// <summary>Stable code, such as ORC-MONEY-001.</summary>
    public string Code { get; }
}
