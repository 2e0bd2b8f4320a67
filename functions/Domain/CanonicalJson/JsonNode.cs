namespace Orchestrations.Domain.CanonicalJson;

/// <summary>One value or name on the tape of a <see cref="CanonicalDocument"/>; children follow their parent.</summary>
struct JsonNode
{
    /// <summary>Where the content begins: in the source, or in the scratch when <see cref="InScratch"/>. Strings without
    /// quotes; containers from bracket to bracket.</summary>
    public int Start;

    /// <summary>Its length in bytes.</summary>
    public int Length;

    /// <summary>How many nodes it and all below it take on the tape.</summary>
    public int Size;

    /// <summary>Members or items.</summary>
    public int Count;

    /// <summary>Objects: where the sorted list of name nodes begins, or -1 when they stand in order. Others: where the value's
    /// text begins in the source.</summary>
    public int Order;

    public JsonKind Kind;

    /// <summary>A string that had escapes, unescaped; a number that was not in canonical form, in canonical form.</summary>
    public bool InScratch;
}
