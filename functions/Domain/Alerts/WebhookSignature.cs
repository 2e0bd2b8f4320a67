using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.Domain.Alerts;

/// <summary>
/// The signature of a webhook as Standard Webhooks has it: HMAC-SHA-256 over id, dot, time, dot, body, in Base64 after
/// <c>v1,</c>. The id stays the same however often a message is sent, so that its receiver takes it once.
/// </summary>
public static class WebhookSignature
{
    /// <summary>What a secret begins with; Base64 of its bytes follows.</summary>
    public const string SecretPrefix = "whsec_";

    const int ShortestSecret = 24;
    const int LongestSecret = 64;

    /// <summary>The bytes of a secret; null when it is none: <c>whsec_</c> and Base64 of 24 to 64 bytes.</summary>
    public static byte[]? SecretOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = new byte[LongestSecret + 3];
        return text.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[SecretPrefix.Length..], bytes, out var length)
            && length is >= ShortestSecret and <= LongestSecret
            ? bytes[..length]
            : null;
    }

    /// <summary>The value of <c>webhook-timestamp</c>: whole seconds since 1970.</summary>
    public static string TimeOf(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="id">The value of <c>webhook-id</c>, without a dot.</param>
    /// <param name="time">The value of <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Sign(ReadOnlySpan<byte> secret, string id, string time, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{time}."));
        mac.AppendData(body);
        return "v1," + Convert.ToBase64String(mac.GetHashAndReset());
    }
}
