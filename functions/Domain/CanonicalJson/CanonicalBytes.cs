namespace Orchestrations.Domain.CanonicalJson;

/// <summary>The one byte form of a JSON text: RFC 8785, read as strictly as <see cref="CanonicalDocument"/> says.</summary>
public static class CanonicalBytes
{
    /// <summary>A text in canonical form.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="limits">Its limits; <see cref="JsonLimits.Document"/> when null.</param>
    /// <exception cref="DomainException">As <see cref="CanonicalDocument.Parse"/>.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> utf8, JsonLimits? limits = null)
    {
        using var document = CanonicalDocument.Parse(utf8, limits);
        return document.IsCanonical ? utf8.ToArray() : document.Root.ToCanonicalBytes();
    }
}
