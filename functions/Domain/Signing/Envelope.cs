using System.Globalization;
using System.Text;
using Orchestrations.Domain.CanonicalJson;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.Domain.Signing;

/// <summary>
/// A DSSE envelope (secure-systems-lab/dsse v1) with one ES256 signature. Signed are the exact bytes of the payload and its
/// type; the key id is a hint that says which key to try.
/// </summary>
/// <param name="PayloadType">What the payload is.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="KeyId">The id of the key that signed.</param>
/// <param name="Signature">64 bytes, r and s.</param>
public sealed record Envelope(string PayloadType, byte[] Payload, string KeyId, byte[] Signature)
{
    /// <summary>The bytes that are signed: <c>DSSEv1 length type length payload</c>.</summary>
    public static byte[] Pae(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetByteCount(payloadType).ToString(CultureInfo.InvariantCulture);
        var length = payload.Length.ToString(CultureInfo.InvariantCulture);
        return [.. Encoding.UTF8.GetBytes($"DSSEv1 {type} {payloadType} {length} "), .. payload];
    }

    /// <summary>Reads an envelope strictly: exactly one signature, base64 in its one form, no other members.</summary>
    /// <param name="value">The JSON object.</param>
    /// <returns>Null when it is not such an envelope.</returns>
    public static Envelope? Read(CanonicalValue value)
    {
        if (value.Count != 3
            || !value.TryGet("payload"u8, out var payload) || payload.Kind != JsonKind.String
            || !value.TryGet("payloadType"u8, out var type) || type.Kind != JsonKind.String
            || !value.TryGet("signatures"u8, out var signatures) || signatures.Count != 1)
            return null;
        foreach (var signature in signatures.Items)
            if (signature.Count == 2
                && signature.TryGet("keyid"u8, out var id) && id.Kind == JsonKind.String
                && signature.TryGet("sig"u8, out var sig) && sig.Kind == JsonKind.String
                && StrictBase64.Decode(payload.Utf8) is { } bytes
                && StrictBase64.Decode(sig.Utf8) is { } signed)
                return new Envelope(type.Text, bytes, id.Text, signed);
        return null;
    }

    /// <summary>Writes it as JSON.</summary>
    public void WriteTo(CanonicalWriter writer) => writer
        .BeginObject()
        .Name("payload").Text(Convert.ToBase64String(Payload))
        .Name("payloadType").Text(PayloadType)
        .Name("signatures").BeginArray().BeginObject()
        .Name("keyid").Text(KeyId)
        .Name("sig").Text(Convert.ToBase64String(Signature))
        .EndObject().EndArray()
        .EndObject();

    /// <summary>The envelope as canonical JSON.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new ByteBuffer();
        WriteTo(new CanonicalWriter(buffer));
        return buffer.Written.ToArray();
    }
}
