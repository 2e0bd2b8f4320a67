namespace Orchestrations.App.Settings;

/// <summary>One thing that is wrong with the settings.</summary>
/// <param name="Code">Stable code, such as ORC-SETTINGS-001.</param>
/// <param name="Key">The setting, such as Risk:PriceBand.</param>
/// <param name="Problem">What is wrong, with the value (never of a secret) and the remedy.</param>
public sealed record SettingsProblem(string Code, string Key, string Problem);

/// <summary>The settings do not allow a start. Everything that is wrong is named at once.</summary>
public sealed class SettingsException : Exception
{
    /// <param name="problems">At least one.</param>
    public SettingsException(IReadOnlyList<SettingsProblem> problems)
        : base("The settings do not allow a start:" + string.Concat(problems.Select(p => $"\n  {p.Code} {p.Key}: {p.Problem}"))) =>
        Problems = problems;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; }

    /// <summary>The code of the first problem.</summary>
    public string Code => Problems[0].Code;
}
