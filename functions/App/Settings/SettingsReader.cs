using System.Globalization;
using Microsoft.Extensions.Configuration;
using Orchestrations.Domain;

namespace Orchestrations.App.Settings;

/// <summary>
/// Reads settings with their ranges, and collects what is wrong, so that a person mends everything in one go. Whatever is read
/// is declared by being read: that is the list of settings, in docs/reference/settings.md and over HTTP.
/// </summary>
/// <param name="configuration">Where they come from.</param>
public sealed class SettingsReader(IConfiguration configuration)
{
    /// <summary>Code of a value that cannot be read or is out of its range.</summary>
    public const string BadValue = "ORC-SETTINGS-001";

    readonly List<SettingsProblem> problems = [];
    readonly List<Setting> declared = [];

    /// <summary>Every setting that was read, each once, in the order of the first reading.</summary>
    public IReadOnlyList<Setting> Declared => declared;

    /// <summary>The text of a setting, or the default where it is missing or empty.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="otherwise">The default.</param>
    /// <param name="what">What it does.</param>
    /// <param name="type">What the text is.</param>
    /// <param name="range">What the reader's caller accepts.</param>
    /// <param name="standard">The default in words, where it depends on something.</param>
    public string Text(
        string key, string otherwise, string what, string type = "text", string range = "", string? standard = null)
    {
        Declare(new Setting(key, type, range, standard ?? otherwise, what));
        return Raw(key) is { Length: > 0 } value ? value : otherwise;
    }

    /// <summary>The value of a setting that nobody may see; null where it is missing or empty.</summary>
    public SecretText? Secret(string key, string what)
    {
        Declare(new Setting(key, "text", "", "", what, Secret: true));
        return Raw(key) is { Length: > 0 } value ? new SecretText(value) : null;
    }

    /// <summary>The schedule of a timer. The trigger reads it by its name; the host refuses one that is none.</summary>
    public string Schedule(string key, string standard, string what)
    {
        Declare(new Setting(key, Setting.ScheduleType, "NCRONTAB, six fields", standard, what));
        return Raw(key) is { Length: > 0 } value ? value : standard;
    }

    /// <summary>The keys directly below a section, each a number of its own.</summary>
    /// <param name="section">The section.</param>
    /// <param name="name">What stands for a key, such as SYMBOL.</param>
    /// <param name="range">What their values may be.</param>
    /// <param name="standard">What holds when there is none.</param>
    /// <param name="what">What they do.</param>
    public IReadOnlyList<string> KeysBelow(string section, string name, string range, string standard, string what)
    {
        Declare(new Setting($"{section}:<{name}>", "number", range, standard, what));
        return [.. configuration.GetSection(section).GetChildren().Select(c => c.Key)];
    }

    /// <summary>A number within a range, both ends included.</summary>
    public decimal Decimal(string key, decimal otherwise, decimal least, decimal most, string what, string? standard = null)
    {
        var range = $"{Invariant(least)} to {Invariant(most)}";
        Declare(new Setting(key, "number", range, standard ?? Invariant(otherwise), what));
        return Read(key, otherwise, text => decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most ? value : null, $"use a number from {range}");
    }

    /// <summary>A whole number within a range, both ends included.</summary>
    public int Integer(string key, int otherwise, int least, int most, string what)
    {
        var range = $"{Invariant(least)} to {Invariant(most)}";
        Declare(new Setting(key, "whole number", range, Invariant(otherwise), what));
        return Read(key, otherwise, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most ? value : null,
            $"use a whole number from {range}");
    }

    /// <summary>A length of time within a range, as <c>[days.]hours:minutes:seconds</c>.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most, string what)
    {
        Declare(new Setting(key, "time", $"{least:c} to {most:c}", otherwise.ToString("c"), what));
        return Read(key, otherwise, text => text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most ? value : null, $"use a time such as 00:02:00, from {least:c} to {most:c}");
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise, string what, string? standard = null)
    {
        Declare(new Setting(key, "true or false", "", standard ?? (otherwise ? "true" : "false"), what));
        return Read(key, otherwise, text => bool.TryParse(text, out var value) ? value : null, "use true or false");
    }

    /// <summary>A date, as <c>yyyy-MM-dd</c>, midnight UTC; null where it is missing.</summary>
    public DateTimeOffset? Date(string key, string standard, string what)
    {
        Declare(new Setting(key, "date", "yyyy-MM-dd", standard, what));
        return Raw(key).Length == 0 ? null : Read<DateTimeOffset>(key, default, text => DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value.ToUniversalTime() : null, "use a date such as 2024-01-15");
    }

    /// <summary>Declares a setting that somebody else reads: a host, or a library.</summary>
    public void Declare(Setting setting)
    {
        if (!declared.Exists(known => known.Covers(setting.Key) || known.Key == setting.Key))
            declared.Add(setting);
    }

    /// <summary>True when the setting has a value.</summary>
    public bool IsSet(string key) => Raw(key).Length > 0;

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

    string Raw(string key) => configuration[key]?.Trim() ?? "";

    T Read<T>(string key, T otherwise, Func<string, T?> parse, string remedy) where T : struct
    {
        var text = Raw(key);
        if (text.Length == 0)
            return otherwise;
        if (parse(text) is { } value)
            return value;
        Refuse(BadValue, key, $"'{text}' is refused; {remedy}.");
        return otherwise;
    }

    static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
