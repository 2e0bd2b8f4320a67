namespace Orchestrations.Domain.Signatures;

/// <summary>What the signature headers of a message say, as they came.</summary>
/// <param name="Signature">X-Signature: Base64 of the HMAC.</param>
/// <param name="Algorithm">X-Signature-Alg: HMAC-SHA256.</param>
/// <param name="KeyId">X-Signature-KeyId.</param>
/// <param name="Timestamp">X-Signature-Timestamp: an RFC 3339 time, as it was signed.</param>
public sealed record MessageSignature(string? Signature, string? Algorithm, string? KeyId, string? Timestamp);
