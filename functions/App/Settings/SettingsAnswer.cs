namespace Orchestrations.App.Settings;

/// <summary>Every setting of a head, with what holds now.</summary>
/// <param name="Settings">By group and in the order they are read.</param>
/// <param name="Unknown">What is set and read by nobody.</param>
public sealed record SettingsAnswer(IReadOnlyList<SettingLine> Settings, IReadOnlyList<UnknownSettingLine> Unknown);

/// <summary>One setting.</summary>
/// <param name="Group">The part of the product that reads it.</param>
/// <param name="Key">Its name. A last part in angle brackets stands for any.</param>
/// <param name="Variable">Its name as an environment variable, or as an app setting on Azure.</param>
/// <param name="Type">What it is: text, number, whole number, time, true or false, date, schedule, ….</param>
/// <param name="Range">What is accepted; empty for anything of the type.</param>
/// <param name="Default">What holds when it is not set; empty for nothing.</param>
/// <param name="What">What it does, with its unit.</param>
/// <param name="Secret">True when its value is never shown.</param>
/// <param name="IsSet">True when somebody set it.</param>
/// <param name="Value">What holds, in words where it depends on something; null of a secret, and where nothing holds.</param>
/// <param name="Origin">Where that comes from: default, start, local.settings.json, environment, command line.</param>
public sealed record SettingLine(
    string Group, string Key, string Variable, string Type, string Range, string Default, string What, bool Secret, bool IsSet,
    string? Value, string Origin);

/// <summary>A setting that nobody reads, most often a misspelt one.</summary>
/// <param name="Key">As it was written.</param>
/// <param name="Origin">Where it was set.</param>
/// <param name="Suggestion">The setting that may be meant; null where none is like it.</param>
/// <param name="Code">ORC-SETTINGS-003.</param>
public sealed record UnknownSettingLine(string Key, string Origin, string? Suggestion, string Code);
