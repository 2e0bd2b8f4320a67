namespace Orchestrations.App.Problems;

/// <summary>A request that cannot be served as it is.</summary>
public sealed class ProblemException : Exception
{
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="code">Stable code, such as ORC-HTTP-001.</param>
    /// <param name="message">What is wrong, and the remedy.</param>
    public ProblemException(int status, string code, string message) : base(message) => (Status, Code) = (status, code);

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Stable code.</summary>
    public string Code { get; }
}
