namespace Orchestrations.Engine.Hosting;

/// <summary>The host refuses to start as it is configured. Every code has a page in docs/errors with the remedy.</summary>
public sealed class HostException : Exception
{
    /// <param name="code">Stable code, such as ORC-HOST-001.</param>
    /// <param name="message">What is wrong, naming the function, setting or file, and what to do.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public HostException(string code, string message, Exception? inner = null) : base($"{code}: {message}", inner) => Code = code;

    /// <summary>Stable code, such as ORC-HOST-001.</summary>
    public string Code { get; }
}
