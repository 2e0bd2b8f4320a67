namespace Orchestrations.Domain.Signatures;

/// <summary>What checking a message's signature found: a code of its own for each, so that a receiver knows what to mend.</summary>
/// <param name="Code">Null when the signature is right; otherwise a stable code such as ORC-SIGN-003.</param>
/// <param name="Reason">The same for people.</param>
public sealed record SignatureVerdict(string? Code, string Reason)
{
    /// <summary>Code of a message without one of the headers.</summary>
    public const string Missing = "ORC-SIGN-001";

    /// <summary>Code of a header that cannot be read.</summary>
    public const string Malformed = "ORC-SIGN-002";

    /// <summary>Code of a key nobody knows, or that is no longer accepted.</summary>
    public const string UnknownKey = "ORC-SIGN-003";

    /// <summary>Code of a signature that is more than five minutes old.</summary>
    public const string Stale = "ORC-SIGN-004";

    /// <summary>Code of a signature that is more than five minutes ahead.</summary>
    public const string Future = "ORC-SIGN-005";

    /// <summary>Code of a body, timestamp or signature that was changed.</summary>
    public const string Altered = "ORC-SIGN-006";

    /// <summary>Code of a body whose end is missing.</summary>
    public const string Truncated = "ORC-SIGN-007";

    /// <summary>Code of a body whose members stand in another order than when it was signed.</summary>
    public const string Reordered = "ORC-SIGN-008";

    /// <summary>Code of a body that says the same in other bytes.</summary>
    public const string ReEncoded = "ORC-SIGN-009";

    /// <summary>Code of a message that was received before.</summary>
    public const string Replayed = "ORC-SIGN-010";

    /// <summary>The signature is right.</summary>
    public static SignatureVerdict Valid { get; } = new(null, "The signature is right.");

    /// <summary>True when the signature is right.</summary>
    public bool IsValid => Code is null;
}
