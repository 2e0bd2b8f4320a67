namespace Orchestrations.App.Settings;

/// <summary>A setting, as the code that reads it declares it by reading it.</summary>
/// <param name="Key">Its name, such as Dca:Plan:Capital. A last part such as &lt;SYMBOL&gt; stands for any.</param>
/// <param name="Type">What its text is read as: text, number, whole number, time, true or false, date, schedule, …</param>
/// <param name="Range">What is accepted, such as 0 to 1; empty for anything of the type.</param>
/// <param name="Default">What holds when it is not set, in words where it is no fixed value.</param>
/// <param name="What">What it does, with its unit.</param>
/// <param name="Secret">True when its value is never shown.</param>
public sealed record Setting(string Key, string Type, string Range, string Default, string What, bool Secret = false)
{
    /// <summary>The type of a schedule: six fields, as NCRONTAB, UTC unless WEBSITE_TIME_ZONE says otherwise.</summary>
    public const string ScheduleType = "schedule";

    /// <summary>The first part of the key; the key itself where it has no parts.</summary>
    public string Section => Key.Split(':')[0];

    /// <summary>The beginning of all keys that a last part in angle brackets stands for; null where there is none.</summary>
    public string? Prefix => Key.IndexOf(":<", StringComparison.Ordinal) is var at and > 0 ? Key[..(at + 1)] : null;

    /// <summary>True when a key that somebody set is this one. Case does not matter.</summary>
    public bool Covers(string key) => Prefix is { } prefix
        ? key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        : key.Equals(Key, StringComparison.OrdinalIgnoreCase);
}
