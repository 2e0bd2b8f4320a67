using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestrations.App.Settings;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.Local.Serving;

/// <summary>
/// Takes the values of secret settings out of what is logged. Nothing of the product logs them; this is for what is not the
/// product's: a library's exception, or a receiver that sends back what it was sent.
/// </summary>
sealed class SecretSettings
{
    const string Stars = "***";

    // Shorter values would be found in half of all words.
    const int ShortestHidden = 6;

    // Shorter parts of an address are its words (api, webhooks), not its secret.
    const int ShortestPart = 16;

    /// <summary>The settings that hold secrets.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        .. AppSettings.Groups.Concat(AppSettings.AzureGroups).SelectMany(group => group.Settings).Where(setting => setting.Secret)
            .Select(setting => setting.Key).Distinct(),
    ];

    readonly string[] values;

    public SecretSettings(IConfiguration configuration) => values =
    [
        .. Keys.Select(key => configuration[key]?.Trim()).OfType<string>()
            .SelectMany(FormsOf).SelectMany(WrittenAs).Distinct(StringComparer.Ordinal)
            .Where(value => value.Length >= ShortestHidden).OrderByDescending(value => value.Length),
    ];

    // Of an address, whoever quotes a request line or a route quotes a part.
    static IEnumerable<string> FormsOf(string value)
    {
        yield return value;
        if (value.StartsWith(WebhookSignature.SecretPrefix, StringComparison.Ordinal))
            yield return value[WebhookSignature.SecretPrefix.Length..];
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            yield break;
        yield return address.PathAndQuery;
        foreach (var part in address.PathAndQuery.Split('/', '?', '&', '=').Where(part => part.Length >= ShortestPart))
            yield return part;
    }

    // As it is, and as JSON, addresses and headers write it.
    static IEnumerable<string> WrittenAs(string value) =>
    [
        value, JsonEncodedText.Encode(value).ToString(),
        JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        Uri.EscapeDataString(value), Convert.ToBase64String(Encoding.UTF8.GetBytes(value)),
    ];

    /// <summary>The text without secrets.</summary>
    public string Hide(string text)
    {
        foreach (var value in values)
            if (text.Contains(value, StringComparison.Ordinal))
                text = text.Replace(value, Stars, StringComparison.Ordinal);
        return text;
    }
}
