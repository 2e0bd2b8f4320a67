using Orchestrations.App.Settings;

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
            .Where(value => value.Length >= ShortestHidden).OrderByDescending(value => value.Length),
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
