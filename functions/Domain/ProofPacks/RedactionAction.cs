namespace Orchestrations.Domain.ProofPacks;

/// <summary>How a field is withheld from a copy. Its commitment stays in every case, so that the copy still verifies.</summary>
public enum RedactionAction
{
    /// <summary>Nothing is shown in its place.</summary>
    Drop,

    /// <summary>A text is shown in its place, such as <c>***4711</c>.</summary>
    Mask,

    /// <summary>A keyed pseudonym is shown in its place: equal values of one field look equal, and nobody without the key can test a guess.</summary>
    Hash,
}
