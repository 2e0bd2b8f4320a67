using System.Text;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>A member of an object.</summary>
public readonly struct CanonicalMember
{
    readonly CanonicalDocument document;
    readonly int node;

    internal CanonicalMember(CanonicalDocument document, int node) => (this.document, this.node) = (document, node);

    /// <summary>Its name as UTF-8 without escapes.</summary>
    public ReadOnlySpan<byte> Name => document.ContentOf(node);

    /// <summary>Its name.</summary>
    public string NameText => Encoding.UTF8.GetString(Name);

    /// <summary>Its value.</summary>
    public CanonicalValue Value => new(document, node + 1);
}
