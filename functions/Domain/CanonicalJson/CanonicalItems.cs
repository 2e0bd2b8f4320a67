namespace Orchestrations.Domain.CanonicalJson;

/// <summary>The items of an array in order, for <c>foreach</c>.</summary>
public struct CanonicalItems
{
    readonly CanonicalDocument document;
    readonly int count;
    int item;
    int node;

    internal CanonicalItems(CanonicalDocument document, int node)
    {
        this.document = document;
        ref readonly var n = ref document.Nodes[node];
        count = n.Kind == JsonKind.Array ? n.Count : 0;
        item = -1;
        this.node = node + 1;
    }

    /// <summary>The item the enumeration stands at.</summary>
    public readonly CanonicalValue Current => new(document, node);

    /// <summary>This enumeration, for <c>foreach</c>.</summary>
    public readonly CanonicalItems GetEnumerator() => this;

    /// <summary>Goes on to the next item.</summary>
    public bool MoveNext()
    {
        if (++item >= count)
            return false;
        if (item > 0)
            node += document.Nodes[node].Size;
        return true;
    }
}
