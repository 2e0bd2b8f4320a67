using System.Buffers;
using System.Globalization;
using System.Text;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>A value of a <see cref="CanonicalDocument"/>; usable as long as the document is. Cheap to copy.</summary>
public readonly struct CanonicalValue
{
    readonly CanonicalDocument document;
    readonly int node;

    internal CanonicalValue(CanonicalDocument document, int node) => (this.document, this.node) = (document, node);

    /// <summary>What it is.</summary>
    public JsonKind Kind => document.Nodes[node].Kind;

    /// <summary>Members of an object or items of an array; zero for other kinds.</summary>
    public int Count => document.Nodes[node].Count;

    /// <summary>A string's text as UTF-8 without escapes, or a number's canonical text; empty for other kinds.</summary>
    public ReadOnlySpan<byte> Utf8 => Kind is JsonKind.String or JsonKind.Number ? document.ContentOf(node) : default;

    /// <summary>A string's text, or a number's canonical text; empty for other kinds.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8);

    /// <summary>A number; NaN for other kinds.</summary>
    public double Number =>
        Kind == JsonKind.Number ? double.Parse(Utf8, NumberStyles.Float, CultureInfo.InvariantCulture) : double.NaN;

    /// <summary>An object's members in canonical order; none for other kinds.</summary>
    public CanonicalMembers Members => new(document, node);

    /// <summary>An array's items; none for other kinds.</summary>
    public CanonicalItems Items => new(document, node);

    internal int Node => node;

    internal CanonicalDocument Document => document;

    /// <summary>The value's bytes in the source; canonical when the whole document is.</summary>
    internal ReadOnlySpan<byte> Raw
    {
        get
        {
            ref readonly var n = ref document.Nodes[node];
            return n.Kind switch
            {
                JsonKind.String => RawString(n),
                JsonKind.Object or JsonKind.Array => document.Source.Slice(n.Start, n.Length),
                _ => n.InScratch ? document.ContentOf(node) : document.Source.Slice(n.Start, n.Length),
            };
        }
    }

    /// <summary>Looks a member up.</summary>
    /// <param name="name">Its name, as UTF-8 without escapes.</param>
    /// <param name="value">The member's value.</param>
    /// <returns>False when this is no object or has no such member.</returns>
    public bool TryGet(ReadOnlySpan<byte> name, out CanonicalValue value)
    {
        foreach (var member in Members)
            if (member.Name.SequenceEqual(name))
            {
                value = member.Value;
                return true;
            }

        value = default;
        return false;
    }

    /// <summary>A whole number that a double keeps.</summary>
    /// <returns>False when this is another value.</returns>
    public bool TryGetWhole(out long whole)
    {
        whole = 0;
        return Kind == JsonKind.Number && long.TryParse(Utf8, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole);
    }

    /// <summary>Appends the value in canonical form.</summary>
    public void WriteTo(ByteBuffer to) => document.Write(node, to);

    /// <summary>Appends the value in canonical form.</summary>
    public void WriteTo(IBufferWriter<byte> to)
    {
        using var buffer = new ByteBuffer();
        document.Write(node, buffer);
        to.Write(buffer.Written);
    }

    /// <summary>The value in canonical form.</summary>
    public byte[] ToCanonicalBytes()
    {
        using var buffer = new ByteBuffer();
        document.Write(node, buffer);
        return buffer.Written.ToArray();
    }

    /// <summary>The canonical form as text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToCanonicalBytes());

    ReadOnlySpan<byte> RawString(in JsonNode n)
    {
        var start = n.Order;
        if (!n.InScratch)
            return document.Source.Slice(start, n.Length + 2);
        var end = start + 1;
        for (var source = document.Source; source[end] != '"'; end++)
            if (source[end] == '\\')
                end++;
        return document.Source[start..(end + 1)];
    }
}
