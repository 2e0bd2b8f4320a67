using System.Text;

namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>Damages a text as a seed says.</summary>
static class Damage
{
    static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e999", "-0", "1e-7", "9007199254740993", "\\u0000", "\\ud800", "\n", "\n\n", " ",
            "~2", "\u2014 ", "=", "==", "events", "proof", "index", "mask", "\u00e9", "", new string('[', 300), new string('9', 400),
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0],
    ];

    public static byte[] Of(byte[] text, Chance chance)
    {
        var bytes = text.ToList();
        for (var times = 1 + chance.Below(4); times > 0 && bytes.Count > 0; times--)
        {
            var at = chance.Below(bytes.Count);
            var length = Math.Min(chance.Below(chance.Below(2) == 0 ? 4 : 200), bytes.Count - at);
            switch (chance.Below(5))
            {
                case 0: bytes[at] ^= (byte)(1 << chance.Below(8)); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(chance.Below(bytes.Count), bytes.GetRange(at, length)); break;
                case 3: bytes.InsertRange(at, Tokens[chance.Below(Tokens.Length)]); break;
                default:
                    bytes.RemoveRange(at, length);
                    bytes.InsertRange(at, Tokens[chance.Below(Tokens.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
