namespace Orchestrations.Domain.ProofPacks;

/// <summary>The names of the formats, with their versions: docs/reference/proof-pack.md.</summary>
public static class PackFormat
{
    /// <summary>A pack file.</summary>
    public const string Pack = "orchestrations/proof-pack/1";

    /// <summary>A manifest.</summary>
    public const string Manifest = "orchestrations/proof-manifest/1";

    /// <summary>What the issuer says about a redacted copy.</summary>
    public const string Redaction = "orchestrations/proof-redaction/1";

    /// <summary>A list of public keys.</summary>
    public const string Keys = "orchestrations/proof-keys/1";

    /// <summary>The DSSE payload type of a manifest.</summary>
    public const string ManifestType = "application/vnd.orchestrations.proof-manifest.v1+json";

    /// <summary>The DSSE payload type of a redaction statement.</summary>
    public const string RedactionType = "application/vnd.orchestrations.proof-redaction.v1+json";

    /// <summary>Bytes of salt a field.</summary>
    public const int SaltBytes = 16;

    /// <summary>The most events in a pack.</summary>
    public const int MostEvents = 1_000_000;

    internal const int SaltText = 22;
    internal const int DigestText = 43;
}
