namespace Orchestrations.Domain.CanonicalJson;

/// <summary>The members of an object in canonical order, for <c>foreach</c>.</summary>
public struct CanonicalMembers
{
    readonly CanonicalDocument document;
    readonly int count;
    readonly int sorted;
    int member;
    int name;

    internal CanonicalMembers(CanonicalDocument document, int node)
    {
        this.document = document;
        ref readonly var n = ref document.Nodes[node];
        count = n.Kind == JsonKind.Object ? n.Count : 0;
        sorted = n.Order;
        member = -1;
        name = node + 1;
    }

    /// <summary>The member the enumeration stands at.</summary>
    public readonly CanonicalMember Current => new(document, sorted >= 0 ? document.NameAt(sorted, member) : name);

    /// <summary>This enumeration, for <c>foreach</c>.</summary>
    public readonly CanonicalMembers GetEnumerator() => this;

    /// <summary>Goes on to the next member.</summary>
    public bool MoveNext()
    {
        if (++member >= count)
            return false;
        if (member > 0 && sorted < 0)
            name += 1 + document.Nodes[name + 1].Size;
        return true;
    }
}
