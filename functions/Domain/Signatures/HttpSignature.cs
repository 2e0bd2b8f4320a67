using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.Domain.Signatures;

/// <summary>HTTP Message Signatures (RFC 9421) and Content-Digest (RFC 9530), as far as this system makes them.</summary>
public static class HttpSignature
{
    /// <summary>The label of our signature in both headers.</summary>
    public const string Label = "sig1";

    /// <summary>The header that covers the body: <c>sha-256=:…:</c>.</summary>
    public static string ContentDigest(ReadOnlySpan<byte> body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";

    /// <summary>The parameters of a signature: the components it covers, when it was made and by which key.</summary>
    /// <param name="components">The components' identifiers with their parameters, such as <c>"@status"</c>.</param>
    /// <param name="created">When, UTC; to the second.</param>
    /// <param name="keyId">The key's name.</param>
    /// <param name="algorithm">The registered name, such as ecdsa-p256-sha256.</param>
    public static string Parameters(IEnumerable<string> components, DateTimeOffset created, string keyId, string algorithm) =>
        string.Create(CultureInfo.InvariantCulture,
            $"({string.Join(' ', components)});created={created.ToUnixTimeSeconds()};keyid=\"{keyId}\";alg=\"{algorithm}\"");

    /// <summary>The signature base (section 2.5): the bytes that are signed.</summary>
    /// <param name="components">Identifier and value of each, in the order of the parameters.</param>
    /// <param name="parameters">What <c>Signature-Input</c> says after the label.</param>
    public static byte[] Base(IEnumerable<(string Identifier, string Value)> components, string parameters)
    {
        var text = new StringBuilder();
        foreach (var (identifier, value) in components)
            text.Append(identifier).Append(": ").Append(value).Append('\n');
        return Encoding.ASCII.GetBytes(text.Append("\"@signature-params\": ").Append(parameters).ToString());
    }
}
