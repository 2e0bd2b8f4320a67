namespace Orchestrations.App.Settings;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Code">Stable code, such as ORC-SETTINGS-001.</param>
/// <param name="Key">The setting, such as Risk:PriceBand.</param>
/// <param name="Problem">What is wrong, with the value (never of a secret) and the remedy.</param>
public sealed record SettingsProblem(string Code, string Key, string Problem);
