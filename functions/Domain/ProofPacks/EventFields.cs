using System.Runtime.InteropServices;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// The fields of an event's body: JSON pointers (RFC 6901) to everything that is not an object with members, in canonical
/// order of the pointers. Reused from event to event.
/// </summary>
sealed class EventFields : IDisposable
{
    readonly ByteBuffer pointers = new(1024);
    readonly ByteBuffer path = new(256);
    readonly List<Field> fields = [];

    /// <summary>The fields of the last <see cref="Load"/>.</summary>
    public ReadOnlySpan<Field> All => CollectionsMarshal.AsSpan(fields);

    public void Load(CanonicalValue body)
    {
        pointers.Clear();
        path.Clear();
        fields.Clear();
        Descend(body);
        // Mostly in order already: only names with characters before '/' bring pointers out of the order of their names.
        for (var at = 1; at < fields.Count; at++)
            if (KeyOrder.Compare(Pointer(fields[at - 1]), Pointer(fields[at])) > 0)
            {
                fields.Sort((a, b) => KeyOrder.Compare(Pointer(a), Pointer(b)));
                return;
            }
    }

    /// <summary>A field's pointer as UTF-8, not escaped for JSON.</summary>
    public ReadOnlySpan<byte> Pointer(Field field) => pointers.Written.Slice(field.Start, field.Length);

    public void Dispose()
    {
        pointers.Dispose();
        path.Dispose();
    }

    void Descend(CanonicalValue value)
    {
        foreach (var member in value.Members)
        {
            var length = path.Length;
            path.Write((byte)'/');
            Escape(member.Name);
            var inner = member.Value;
            if (inner.Kind == JsonKind.Object && inner.Count > 0)
            {
                Descend(inner);
            }
            else
            {
                fields.Add(new Field(pointers.Length, path.Length, inner));
                pointers.Write(path.Written);
            }

            path.Truncate(length);
        }
    }

    void Escape(ReadOnlySpan<byte> name)
    {
        while (name.IndexOfAny((byte)'~', (byte)'/') is var at and >= 0)
        {
            path.Write(name[..at]);
            path.Write(name[at] == '~' ? "~0"u8 : "~1"u8);
            name = name[(at + 1)..];
        }

        path.Write(name);
    }

    internal readonly record struct Field(int Start, int Length, CanonicalValue Value);
}
