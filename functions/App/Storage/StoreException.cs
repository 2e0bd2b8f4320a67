namespace Orchestrations.App.Storage;

/// <summary>
/// A store was asked for something no store may do, or its file cannot be used. Never thrown for a failed guard.
/// </summary>
public class StoreException : Exception
{
    /// <param name="code">Stable code, such as ORC-STORE-001.</param>
    /// <param name="message">What was wrong, naming the value or the file, and the remedy.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public StoreException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>Stable code, such as ORC-STORE-001.</summary>
    public string Code { get; }
}
