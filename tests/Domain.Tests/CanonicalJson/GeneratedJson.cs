using System.Globalization;
using System.Text;

namespace Orchestrations.Domain.Tests.CanonicalJson;

/// <summary>JSON texts by seed: names in any order, escapes, white space and numbers in any form that stands for one.</summary>
static class GeneratedJson
{
    public static string Of(int seed)
    {
        var text = new StringBuilder();
        Value(new Chance(seed), text, 0);
        return text.ToString();
    }

    static void Value(Chance chance, StringBuilder to, int depth)
    {
        switch (chance.Below(depth > 4 ? 5 : 8))
        {
            case 0: to.Append("null"); break;
            case 1: to.Append(chance.Below(2) == 0 ? "true" : "false"); break;
            case 2: to.Append((chance.Below(2_000_001) - 1_000_000).ToString(CultureInfo.InvariantCulture)); break;
            case 3: to.Append(CultureInfo.InvariantCulture, $"-{chance.Below(1000)}.{chance.Below(1_000_000)}0E{chance.Below(9) - 4}"); break;
            case 4: String(chance, to, chance.Below(12)); break;
            case 5: Array(chance, to, depth); break;
            default: Object(chance, to, depth); break;
        }
    }

    static void Array(Chance chance, StringBuilder to, int depth)
    {
        to.Append('[');
        for (int at = 0, count = chance.Below(6); at < count; at++)
        {
            to.Append(at == 0 ? "" : " ,\n");
            Value(chance, to, depth + 1);
        }

        to.Append(']');
    }

    static void Object(Chance chance, StringBuilder to, int depth)
    {
        to.Append("{ ");
        for (int at = 0, count = chance.Below(9); at < count; at++)
        {
            to.Append(at == 0 ? "" : ",\t");
            String(chance, to, 3);
            to.Length--;
            to.Append(at).Append("\" :"); // The number makes the name unique.
            Value(chance, to, depth + 1);
        }

        to.Append('}');
    }

    static void String(Chance chance, StringBuilder to, int length)
    {
        to.Append('"');
        for (var at = 0; at < length; at++)
            to.Append(chance.Below(9) switch
            {
                0 => "\\n",
                1 => "\\u00" + chance.Below(256).ToString("X2", CultureInfo.InvariantCulture),
                2 => "\\\"",
                3 => "\ud83d\ude02",
                4 => "\\ud83d\\ude02",
                5 => "\uff21",
                _ => ((char)('a' + chance.Below(26))).ToString(),
            });
        to.Append('"');
    }
}
