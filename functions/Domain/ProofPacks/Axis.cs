namespace Orchestrations.Domain.ProofPacks;

/// <summary>What is verified of a pack, one after another. Their names in lower case are part of the interface.</summary>
public enum Axis
{
    /// <summary>The file's bytes are in canonical form.</summary>
    Canonical,

    /// <summary>It is a pack of this version, with no other members.</summary>
    Format,

    /// <summary>The envelope holds a manifest of this version, in its exact bytes.</summary>
    Manifest,

    /// <summary>Every field is shown with its salt, or withheld with its commitment.</summary>
    Commitments,

    /// <summary>Events stand in order, no id twice, from the manifest's first time to its last.</summary>
    Order,

    /// <summary>The events lead to the manifest's root.</summary>
    Root,

    /// <summary>The manifest's signature.</summary>
    Signature,

    /// <summary>The key was in use and is not revoked for this pack.</summary>
    Key,

    /// <summary>The pack is in the log.</summary>
    Inclusion,

    /// <summary>The log's head is signed.</summary>
    Checkpoint,

    /// <summary>What is shown in place of withheld fields is the issuer's.</summary>
    Redaction,

    /// <summary>It continues the pack before it. Not required: the other pack is needed for it.</summary>
    Previous,
}
