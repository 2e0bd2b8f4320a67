using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Signatures;

/// <summary>
/// The signature of a message between two who share a secret: HMAC-SHA-256 over timestamp, line feed, body. It tells the
/// receiver who sent it; it proves nothing to a third, because whoever can check it can make it. Bodies are canonical JSON
/// (RFC 8785), which is how a body that was only written anew on its way is told from one that was changed.
/// </summary>
public static class HmacSignature
{
    /// <summary>The algorithm's name in X-Signature-Alg.</summary>
    public const string Algorithm = "HMAC-SHA256";

    /// <summary>How far a timestamp may be off, either way; as much as that is accepted.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>Signs a body.</summary>
    /// <param name="secret">The shared secret.</param>
    /// <param name="keyId">Its name.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="body">The bytes as they are sent.</param>
    public static MessageSignature Sign(ReadOnlySpan<byte> secret, string keyId, DateTimeOffset now, ReadOnlySpan<byte> body)
    {
        var timestamp = now.ToUniversalTime().ToString(TimeForm, CultureInfo.InvariantCulture);
        return new MessageSignature(Convert.ToBase64String(Mac(secret, timestamp, body)), Algorithm, keyId, timestamp);
    }

    /// <summary>Checks a message.</summary>
    /// <param name="signature">Its headers.</param>
    /// <param name="body">The bytes as they were received.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="secretOf">The secret of a key id; null when there is none.</param>
    public static SignatureVerdict Check(
        MessageSignature signature, ReadOnlyMemory<byte> body, DateTimeOffset now, Func<string, byte[]?> secretOf)
    {
        if (signature is not { Signature: { Length: > 0 } given, Algorithm: { } algorithm, KeyId: { } keyId, Timestamp: { } timestamp })
            return new SignatureVerdict(SignatureVerdict.Missing,
                "X-Signature, X-Signature-Alg, X-Signature-KeyId and X-Signature-Timestamp belong together; one is missing.");
        var mac = new byte[HMACSHA256.HashSizeInBytes];
        // In its one form: a signature is remembered by its text, so a second text of the same bytes would pass for another message.
        if (algorithm != Algorithm || given.Length != 44
            || !StrictBase64.TryDecode(Encoding.UTF8.GetBytes(given), mac, out var length) || length != mac.Length)
            return new SignatureVerdict(SignatureVerdict.Malformed,
                $"X-Signature must be Base64 of 32 bytes, and X-Signature-Alg {Algorithm}.");
        if (TimeOf(timestamp) is not { } signed)
            return new SignatureVerdict(SignatureVerdict.Malformed,
                "X-Signature-Timestamp must be a time with its offset from UTC, as 2026-01-31T08:15:00Z.");
        if (secretOf(keyId) is not { } secret)
            return new SignatureVerdict(SignatureVerdict.UnknownKey, "The key is not known, or no longer accepted.");
        // Who signed is settled before when: a forger learns nothing of the clock.
        if (!Matches(secret, timestamp, body.Span, mac))
            return Diagnose(secret, timestamp, body, mac);
        return now - signed > Skew ? new SignatureVerdict(SignatureVerdict.Stale, $"It was signed at {timestamp}, more than 5 min ago.")
            : signed - now > Skew ? new SignatureVerdict(SignatureVerdict.Future, $"It was signed at {timestamp}, more than 5 min ahead.")
            : SignatureVerdict.Valid;
    }

    static SignatureVerdict Diagnose(byte[] secret, string timestamp, ReadOnlyMemory<byte> body, byte[] mac)
    {
        try
        {
            var canonical = CanonicalBytes.Of(body, JsonLimits.Pack);
            if (!Matches(secret, timestamp, canonical, mac))
                return new SignatureVerdict(SignatureVerdict.Altered, "Body, timestamp and signature do not belong together.");
        }
        catch (DomainException)
        {
            return IsCut(body.Span)
                ? new SignatureVerdict(SignatureVerdict.Truncated, "The body ends before its JSON does.")
                : new SignatureVerdict(SignatureVerdict.Altered, "Body, timestamp and signature do not belong together.");
        }
        return HasOtherOrder(body)
            ? new SignatureVerdict(SignatureVerdict.Reordered, "The body's members stand in another order than when it was signed.")
            : new SignatureVerdict(SignatureVerdict.ReEncoded,
                "The body says what was signed in other bytes (white space, escapes or numbers). Check the bytes as received.");
    }

    // Without white space and with canonical texts and numbers, what still differs is the order.
    static bool HasOtherOrder(ReadOnlyMemory<byte> body)
    {
        using var document = CanonicalDocument.Parse(body, JsonLimits.Pack);
        return !InOrder(document.Root);
    }

    static bool InOrder(CanonicalValue value)
    {
        // Members come in canonical order; in the source they follow each other only when they stood so.
        var last = -1;
        foreach (var member in value.Members)
        {
            if (member.Value.Node < last || !InOrder(member.Value))
                return false;
            last = member.Value.Node;
        }
        foreach (var item in value.Items)
            if (!InOrder(item))
                return false;
        return true;
    }

    // More was opened than closed, or a string has no end: the beginning of a JSON text rather than another one.
    static bool IsCut(ReadOnlySpan<byte> body)
    {
        var (depth, inText) = (0, false);
        for (var i = 0; i < body.Length; i++)
            if (inText && body[i] == '\\')
                i++;
            else if (body[i] == '"')
                inText = !inText;
            else if (!inText && body[i] is (byte)'{' or (byte)'[')
                depth++;
            else if (!inText && body[i] is (byte)'}' or (byte)']')
                depth--;
        return body.Length == 0 || inText || depth > 0;
    }

    static bool Matches(byte[] secret, string timestamp, ReadOnlySpan<byte> body, byte[] mac) =>
        CryptographicOperations.FixedTimeEquals(Mac(secret, timestamp, body), mac);

    static byte[] Mac(ReadOnlySpan<byte> secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hash.AppendData("\n"u8);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    static DateTimeOffset? TimeOf(string text) => Events.EventNode.TryTime(text);
}
