using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.Domain.Orders;

/// <summary>
/// Derives the client order id from what an order is for. The same intent gives the same id in every process and at every
/// attempt; that is what makes sending twice harmless.
/// </summary>
public static class ClientOrderIds
{
    const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567"; // RFC 4648 base32, lower case
    const string Prefixes = "abcdefghijklmnopqrstuvwxyz0123456789";
    const int PrefixLength = 9;
    const int HashLength = 26; // 26 x 5 = 130 bits: no collision in any life of the product

    /// <summary>
    /// Up to 9 letters and digits of the operation, a hyphen, and 130 bits of the SHA-256 over the three parts, each
    /// preceded by its length, so that no two different intents are hashed as the same bytes.
    /// </summary>
    /// <param name="operation">What orders: dca, rebalance, trend.</param>
    /// <param name="instance">The orchestration instance the order belongs to.</param>
    /// <param name="step">Which order of the instance: the symbol, or a leg.</param>
    /// <exception cref="DomainException">ORC-ORDER-005: a part is empty.</exception>
    public static ClientOrderId FromIntent(string operation, string instance, string step)
    {
        if (string.IsNullOrWhiteSpace(operation) || string.IsNullOrWhiteSpace(instance) || string.IsNullOrWhiteSpace(step))
            throw new DomainException("ORC-ORDER-005", $"The intent '{operation}', '{instance}', '{step}' has an empty part.");
        return new ClientOrderId(Prefix(operation) + "-" + Base32(Hash(operation, instance, step)));
    }

    /// <summary>True for an id of the form that <see cref="FromIntent"/> gives: an order of this system, or of another one like it.</summary>
    public static bool IsOwn(string? id) => id?.IndexOf('-', StringComparison.Ordinal) is > 0 and <= PrefixLength and var hyphen
        && id.Length == hyphen + 1 + HashLength
        && id.AsSpan(0, hyphen).IndexOfAnyExcept(Prefixes) < 0 && id.AsSpan(hyphen + 1).IndexOfAnyExcept(Alphabet) < 0;

    static string Prefix(string operation)
    {
        var letters = operation.Where(char.IsAsciiLetterOrDigit).Take(PrefixLength).ToArray();
        return letters.Length == 0 ? "order" : new string(letters).ToLowerInvariant();
    }

    static byte[] Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }

    static string Base32(byte[] bytes) => string.Create(HashLength, bytes, static (text, source) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var window = source[bit / 8] << 8 | source[bit / 8 + 1];
            text[i] = Alphabet[window >> (11 - bit % 8) & 31];
        }
    });
}
