namespace Orchestrations.Domain.ProofPacks;

/// <summary>The pointers of fields: RFC 6901, not the empty one.</summary>
static class FieldPointer
{
    public static bool IsOne(ReadOnlySpan<byte> pointer)
    {
        if (pointer.Length == 0 || pointer[0] != '/')
            return false;
        while (pointer.IndexOf((byte)'~') is var at and >= 0)
        {
            if (at + 1 == pointer.Length || pointer[at + 1] is not ((byte)'0' or (byte)'1'))
                return false;
            pointer = pointer[(at + 2)..];
        }

        return true;
    }
}
