using System.Buffers;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>
/// A JSON text, read strictly and kept as a tape of values over its bytes: what RFC 8785 canonicalises, and nothing that two
/// readers could understand differently. Refused are, beyond what is not JSON at all: a byte order mark, invalid UTF-8, lone
/// surrogates, a name twice in one object (also when one is escaped), numbers beyond a double, a whole number that a double
/// would change, a number other than zero that a double would make zero.
/// </summary>
/// <remarks>The bytes are not copied: they must not change while the document is used. Not for several threads at once.</remarks>
public sealed class CanonicalDocument : IDisposable
{
    readonly ByteBuffer scratch = new(256);
    JsonNode[] nodes = ArrayPool<JsonNode>.Shared.Rent(64);
    int[] order = [];
    ReadOnlyMemory<byte> source;
    int nodeCount;
    int mostNodes;
    int orderCount;

    /// <summary>True when the text was in canonical form already, to the last byte.</summary>
    public bool IsCanonical { get; private set; }

    /// <summary>The value.</summary>
    public CanonicalValue Root => new(this, 0);

    internal ReadOnlySpan<byte> Source => source.Span;

    internal ReadOnlySpan<JsonNode> Nodes => nodes.AsSpan(0, nodeCount);

    /// <summary>Reads a text.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="limits">Its limits; <see cref="JsonLimits.Document"/> when null.</param>
    /// <exception cref="DomainException">ORC-JSON-001: not JSON. 002: not clean UTF-8. 003: a name twice. 004: a number that
    /// would not be kept. 005: too long, too deep or too many values. Every message says at which byte.</exception>
    public static CanonicalDocument Parse(ReadOnlyMemory<byte> utf8, JsonLimits? limits = null)
    {
        var document = new CanonicalDocument();
        try
        {
            document.Load(utf8, limits);
            return document;
        }
        catch (DomainException)
        {
            document.Dispose();
            throw;
        }
    }

    /// <summary>Reads another text into this document's memory: for many texts, one after another.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="limits">Its limits; <see cref="JsonLimits.Document"/> when null.</param>
    /// <exception cref="DomainException">As <see cref="Parse"/>. The document then holds nothing that may be used.</exception>
    public void Load(ReadOnlyMemory<byte> utf8, JsonLimits? limits = null)
    {
        source = utf8;
        nodeCount = 0;
        orderCount = 0;
        scratch.Clear();
        limits ??= JsonLimits.Document;
        mostNodes = limits.Values;
        IsCanonical = new CanonicalParser(this, utf8.Span, limits).Run();
    }

    /// <summary>Gives the memory back. Values of this document must not be used afterwards.</summary>
    public void Dispose()
    {
        scratch.Dispose();
        if (nodes.Length > 0)
            ArrayPool<JsonNode>.Shared.Return(nodes);
        if (order.Length > 0)
            ArrayPool<int>.Shared.Return(order);
        (nodes, order, nodeCount) = ([], [], 0);
    }

    /// <summary>A string's text without escapes, or a number's canonical text.</summary>
    internal ReadOnlySpan<byte> ContentOf(int node)
    {
        ref readonly var n = ref nodes[node];
        return n.InScratch ? scratch.Written.Slice(n.Start, n.Length) : source.Span.Slice(n.Start, n.Length);
    }

    /// <summary>The name node of an object's member, counted in canonical order, when the object is not in order.</summary>
    internal int NameAt(int firstInOrder, int member) => order[firstInOrder + member];

    internal void Write(int node, ByteBuffer to)
    {
        ref readonly var n = ref nodes[node];
        switch (n.Kind)
        {
            case JsonKind.Null: to.Write("null"u8); break;
            case JsonKind.True: to.Write("true"u8); break;
            case JsonKind.False: to.Write("false"u8); break;
            case JsonKind.Number: to.Write(ContentOf(node)); break;
            case JsonKind.String: WriteString(node, to); break;
            case JsonKind.Array: WriteArray(node, to); break;
            default: WriteObject(node, to); break;
        }
    }

    // Text that came without escapes needs none.
    internal void WriteString(int node, ByteBuffer to)
    {
        ref readonly var n = ref nodes[node];
        if (n.InScratch)
        {
            JsonText.Write(ContentOf(node), to);
            return;
        }

        to.Write(source.Span.Slice(n.Start - 1, n.Length + 2)); // With its quotes.
    }

    internal int AddNode(JsonKind kind)
    {
        if (nodeCount == mostNodes)
            throw new DomainException("ORC-JSON-005", $"The text has more than {mostNodes} values and names; no more are read.");
        if (nodeCount == nodes.Length)
            Enlarge(ref nodes, nodeCount);
        ref var node = ref nodes[nodeCount];
        node = default;
        node.Kind = kind;
        node.Size = 1;
        return nodeCount++;
    }

    internal ref JsonNode NodeAt(int node) => ref nodes[node];

    internal int NodeCount => nodeCount;

    internal ByteBuffer Scratch => scratch;

    internal int ReserveOrder(int count)
    {
        while (order.Length - orderCount < count)
            Enlarge(ref order, orderCount);
        orderCount += count;
        return orderCount - count;
    }

    internal Span<int> OrderAt(int start, int count) => order.AsSpan(start, count);

    static void Enlarge<T>(ref T[] array, int used)
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(64, array.Length * 2));
        array.AsSpan(0, used).CopyTo(larger);
        if (array.Length > 0)
            ArrayPool<T>.Shared.Return(array);
        array = larger;
    }

    void WriteArray(int node, ByteBuffer to)
    {
        to.Write((byte)'[');
        var child = node + 1;
        for (var left = nodes[node].Count; left > 0; left--)
        {
            Write(child, to);
            child += nodes[child].Size;
            if (left > 1)
                to.Write((byte)',');
        }

        to.Write((byte)']');
    }

    void WriteObject(int node, ByteBuffer to)
    {
        to.Write((byte)'{');
        var (count, sorted, name) = (nodes[node].Count, nodes[node].Order, node + 1);
        for (var member = 0; member < count; member++)
        {
            if (sorted >= 0)
                name = order[sorted + member];
            if (member > 0)
                to.Write((byte)',');
            WriteString(name, to);
            to.Write((byte)':');
            Write(name + 1, to);
            name += 1 + nodes[name + 1].Size;
        }

        to.Write((byte)'}');
    }
}
