namespace Orchestrations.App.Keys;

/// <summary>There is no key to sign or check with. Messages never hold a secret.</summary>
public sealed class KeysException : Exception
{
    /// <summary>Code of a vault that does not answer while nothing recent is known.</summary>
    public const string Unreachable = "ORC-KEY-001";

    /// <summary>Code of a production start without a key.</summary>
    public const string Missing = "ORC-KEY-002";

    /// <summary>Code of a key file that others can read, or that cannot be read.</summary>
    public const string BadFile = "ORC-KEY-003";

    /// <summary>Code of a key that is not what it should be.</summary>
    public const string Unusable = "ORC-KEY-004";

    /// <summary>Code of a key that would sign although it was revoked.</summary>
    public const string Revoked = "ORC-KEY-005";

    /// <param name="code">One of the codes above.</param>
    /// <param name="message">What is wrong, and the remedy.</param>
    /// <param name="inner">The cause, when it tells no secret.</param>
    public KeysException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary>Stable code.</summary>
    public string Code { get; }
}
