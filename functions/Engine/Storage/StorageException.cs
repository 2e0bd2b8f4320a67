namespace Orchestrations.Engine.Storage;

/// <summary>The engine's database cannot be used. The code has a page in docs/errors with the remedy.</summary>
public sealed class StorageException : Exception
{
    /// <param name="code">Stable code, such as ORC-STORE-011.</param>
    /// <param name="message">What is wrong, with the file and the remedy.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public StorageException(string code, string message, Exception? inner = null)
        : base($"{message} ({code})", inner) => Code = code;

    /// <summary>Stable code, such as ORC-STORE-011.</summary>
    public string Code { get; }
}
