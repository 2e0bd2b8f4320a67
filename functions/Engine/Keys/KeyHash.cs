using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.Engine.Keys;

/// <summary>
/// Makes keys and the hashes they are recognised by. Plain SHA-256, without salt or stretching, suffices because a key is 256
/// random bits made here and never a word somebody chose: there is nothing to guess from and no table to look it up in.
/// </summary>
static class KeyHash
{
    const int Bytes = 32;

    /// <summary>A new key, of characters that need no escaping in an address.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Of(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <exception cref="FormatException">The text is no SHA-256 in hexadecimal.</exception>
    public static byte[] Parse(string? text)
    {
        var hash = Convert.FromHexString(text ?? "");
        return hash.Length == SHA256.HashSizeInBytes ? hash : throw new FormatException("A hash in it is no SHA-256.");
    }

    /// <summary>Takes the same time wherever the two differ.</summary>
    public static bool Same(byte[] one, byte[] other) => CryptographicOperations.FixedTimeEquals(one, other);
}
