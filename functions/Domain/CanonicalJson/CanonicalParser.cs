using System.Text.Unicode;

namespace Orchestrations.Domain.CanonicalJson;

/// <summary>
/// Fills a document's tape from UTF-8, and notes on the way whether the text is in canonical form. Invariant: the text was
/// found to be valid UTF-8 as a whole first, so nothing later looks at encoding again.
/// </summary>
ref struct CanonicalParser
{
    readonly CanonicalDocument document;
    readonly ReadOnlySpan<byte> text;
    readonly JsonLimits limits;
    int at;
    int depth;
    bool canonical = true;

    public CanonicalParser(CanonicalDocument document, ReadOnlySpan<byte> text, JsonLimits limits)
    {
        this.document = document;
        this.text = text;
        this.limits = limits;
    }

    public bool Run()
    {
        if (text.Length > limits.Bytes)
            throw new DomainException("ORC-JSON-005", $"The text has {text.Length} bytes; at most {limits.Bytes} are read.");
        if (text.StartsWith("\uFEFF"u8))
            throw new DomainException("ORC-JSON-002", "The text begins with a byte order mark; JSON for exchange has none.");
        if (!Utf8.IsValid(text))
            throw new DomainException("ORC-JSON-002", $"The text is not valid UTF-8 from byte {FirstInvalid(text)} on.");
        Space();
        Value();
        Space();
        return at == text.Length ? canonical : throw Syntax("something follows the value");
    }

    static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var start = 0;
        while (System.Text.Rune.DecodeFromUtf8(text[start..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            start += consumed;
        return start;
    }

    static bool IsDigit(byte c) => (uint)(c - '0') <= 9;

    readonly DomainException Syntax(string what) => new("ORC-JSON-001", $"Not JSON at byte {at}: {what}.");

    void Space()
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
        {
            canonical = false;
            at++;
        }
    }

    void Value()
    {
        if (at == text.Length)
            throw Syntax("the text ends where a value must stand");
        switch (text[at])
        {
            case (byte)'"': String(); break;
            case (byte)'{': Object(); break;
            case (byte)'[': Array(); break;
            case (byte)'t': Literal("true"u8, JsonKind.True); break;
            case (byte)'f': Literal("false"u8, JsonKind.False); break;
            case (byte)'n': Literal("null"u8, JsonKind.Null); break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'): Number(); break;
            default: throw Syntax("a value must stand here");
        }
    }

    void Literal(ReadOnlySpan<byte> word, JsonKind kind)
    {
        if (!text[at..].StartsWith(word))
            throw Syntax("a value must stand here");
        ref var node = ref document.NodeAt(document.AddNode(kind));
        (node.Start, node.Length, node.Order) = (at, word.Length, at);
        at += word.Length;
    }

    void Array()
    {
        var node = Open(JsonKind.Array);
        var count = 0;
        if (!TryClose((byte)']'))
        {
            do
            {
                Space();
                Value();
                count++;
                Space();
            }
            while (More((byte)']'));
        }

        Close(node, count);
        document.NodeAt(node).Order = document.NodeAt(node).Start;
    }

    void Object()
    {
        var node = Open(JsonKind.Object);
        int count = 0, previous = -1;
        var ascending = true;
        if (!TryClose((byte)'}'))
        {
            do
            {
                Space();
                if (at == text.Length || text[at] != '"')
                    throw Syntax("a name in quotes must stand here");
                var name = document.NodeCount;
                String();
                ascending = ascending && (previous < 0 || KeyOrder.Compare(document.ContentOf(previous), document.ContentOf(name)) < 0);
                previous = name;
                Space();
                if (at == text.Length || text[at] != ':')
                    throw Syntax("a colon must follow the name");
                at++;
                Space();
                Value();
                count++;
                Space();
            }
            while (More((byte)'}'));
        }

        Close(node, count);
        document.NodeAt(node).Order = ascending ? -1 : Sorted(node, count);
    }

    int Open(JsonKind kind)
    {
        if (++depth > limits.Depth)
            throw new DomainException("ORC-JSON-005", $"At byte {at} objects and arrays lie {depth} deep; at most {limits.Depth} are read.");
        var node = document.AddNode(kind);
        document.NodeAt(node).Start = at++;
        return node;
    }

    bool TryClose(byte bracket)
    {
        Space();
        if (at == text.Length || text[at] != bracket)
            return false;
        at++;
        return true;
    }

    bool More(byte bracket)
    {
        if (at == text.Length)
            throw Syntax("the text ends inside an object or array");
        var c = text[at++];
        if (c == bracket)
            return false;
        if (c == ',')
            return true;
        at--;
        throw Syntax("a comma or the closing bracket must stand here");
    }

    void Close(int node, int count)
    {
        depth--;
        ref var n = ref document.NodeAt(node);
        n.Length = at - n.Start;
        n.Count = count;
        n.Size = document.NodeCount - node;
    }

    int Sorted(int node, int count)
    {
        canonical = false;
        var start = document.ReserveOrder(count);
        var names = document.OrderAt(start, count);
        var name = node + 1;
        for (var member = 0; member < count; member++)
        {
            names[member] = name;
            name += 1 + document.NodeAt(name + 1).Size;
        }

        var tape = document;
        names.Sort((a, b) => KeyOrder.Compare(tape.ContentOf(a), tape.ContentOf(b)));
        for (var member = 1; member < count; member++)
            if (tape.ContentOf(names[member]).SequenceEqual(tape.ContentOf(names[member - 1])))
            {
                var second = Math.Max(tape.NodeAt(names[member]).Order, tape.NodeAt(names[member - 1]).Order);
                throw new DomainException("ORC-JSON-003", $"The name at byte {second} stands twice in its object.");
            }

        return start;
    }

    void String()
    {
        var node = document.AddNode(JsonKind.String);
        var start = ++at;
        var length = text[at..].IndexOfAny(JsonText.Special);
        if (length < 0)
            throw Syntax("a string does not end");
        at += length;
        ref var n = ref document.NodeAt(node);
        (n.Start, n.Length, n.Order) = (start, length, start - 1);
        if (text[at] == '"')
        {
            at++;
            return;
        }

        n.Start = document.Scratch.Length;
        n.InScratch = true;
        document.Scratch.Write(text.Slice(start, length));
        canonical &= JsonUnescape.Run(text, ref at, document.Scratch);
        n.Length = document.Scratch.Length - n.Start;
    }

    void Number()
    {
        var start = at;
        if (text[at] == '-')
            at++;
        var whole = at;
        Digits();
        if (at - whole > 1 && text[whole] == '0')
        {
            at = whole;
            throw Syntax("a number must not begin with a superfluous zero");
        }

        var wholeEnd = at;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            Digits();
        }

        var fractionEnd = at;
        if (at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            if (at < text.Length && text[at] is (byte)'+' or (byte)'-')
                at++;
            Digits();
        }

        var literal = new NumberLiteral(text[start..at], wholeEnd - start, fractionEnd - start);
        var node = document.AddNode(JsonKind.Number);
        ref var n = ref document.NodeAt(node);
        (n.Start, n.Length, n.Order) = (start, at - start, start);
        if (literal.IsCanonicalAtSight)
            return;
        Span<byte> buffer = stackalloc byte[CanonicalNumber.LongestText];
        var form = buffer[..literal.Canonical(start, buffer)];
        if (form.SequenceEqual(text[start..at]))
            return;
        canonical = false;
        n.InScratch = true;
        n.Start = document.Scratch.Length;
        n.Length = form.Length;
        document.Scratch.Write(form);
    }

    void Digits()
    {
        var start = at;
        while (at < text.Length && IsDigit(text[at]))
            at++;
        if (at == start)
            throw Syntax("a digit must stand here");
    }
}
