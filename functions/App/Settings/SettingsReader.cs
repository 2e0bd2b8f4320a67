using System.Globalization;
using Microsoft.Extensions.Configuration;
using Orchestrations.Domain;

namespace Orchestrations.App.Settings;

/// <summary>Reads settings with their ranges, and collects what is wrong, so that a person mends everything in one go.</summary>
/// <param name="configuration">Where they come from.</param>
public sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>Code of a value that cannot be read or is out of its range.</summary>
    public const string BadValue = "ORC-SETTINGS-001";

    readonly List<SettingsProblem> problems = [];

    /// <summary>The text of a setting, or the default where it is missing or empty.</summary>
    public string Text(string key, string otherwise) => configuration[key] is { Length: > 0 } value ? value.Trim() : otherwise;

    /// <summary>The value of a setting that nobody may see; null where it is missing or empty.</summary>
    public SecretText? Secret(string key) => Text(key, "") is { Length: > 0 } value ? new SecretText(value) : null;

    /// <summary>The keys directly below a section.</summary>
    public IReadOnlyList<string> KeysBelow(string section) =>
        [.. configuration.GetSection(section).GetChildren().Select(c => c.Key)];

    /// <summary>A number within a range, both ends included.</summary>
    public decimal Decimal(string key, decimal otherwise, decimal least, decimal most) =>
        Read(key, otherwise, text => decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most ? value : null, $"use a number from {Invariant(least)} to {Invariant(most)}");

    /// <summary>A whole number within a range, both ends included.</summary>
    public int Integer(string key, int otherwise, int least, int most) =>
        Read(key, otherwise, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most ? value : null,
            $"use a whole number from {Invariant(least)} to {Invariant(most)}");

    /// <summary>A length of time within a range, as <c>[days.]hours:minutes:seconds</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most) =>
        Read(key, otherwise, text => text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most ? value : null, $"use a time such as 00:02:00, from {least:c} to {most:c}");

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise) =>
        Read(key, otherwise, text => bool.TryParse(text, out var value) ? value : null, "use true or false");

    /// <summary>A date, as <c>yyyy-MM-dd</c>, midnight UTC; null where it is missing.</summary>
    public DateTimeOffset? Date(string key) =>
        Text(key, "").Length == 0 ? null : Read<DateTimeOffset>(key, default, text => DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value.ToUniversalTime() : null, "use a date such as 2024-01-15");

    /// <summary>Notes a problem.</summary>
    public void Refuse(string code, string key, string problem) => problems.Add(new SettingsProblem(code, key, problem));

    /// <summary>Runs what may be refused by a rule of the domain, and notes the refusal.</summary>
    public T? Check<T>(string key, Func<T> build) where T : class
    {
        try
        {
            return build();
        }
        catch (DomainException e)
        {
            Refuse(e.Code, key, e.Message);
            return null;
        }
    }

    /// <summary>Ends the reading.</summary>
    /// <exception cref="SettingsException">Something is wrong.</exception>
    public void ThrowIfRefused()
    {
        if (problems.Count > 0)
            throw new SettingsException([.. problems]);
    }

    T Read<T>(string key, T otherwise, Func<string, T?> parse, string remedy) where T : struct
    {
        var text = Text(key, "");
        if (text.Length == 0)
            return otherwise;
        if (parse(text) is { } value)
            return value;
        Refuse(BadValue, key, $"'{text}' is refused; {remedy}.");
        return otherwise;
    }

    static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
