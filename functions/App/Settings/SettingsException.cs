namespace Orchestrations.App.Settings;

/// <summary>The settings do not allow a start. Everything that is wrong is named at once.</summary>
public sealed class SettingsException : Exception
{
    /// <param name="problems">At least one.</param>
    public SettingsException(IReadOnlyList<SettingsProblem> problems)
        : base("The settings do not allow a start:" + string.Concat(problems.Select(p =>
            $"\n  {p.Code} {p.Key}: {p.Problem}"))) =>
        Problems = problems;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; }

    /// <summary>The code of the first problem.</summary>
    public string Code => Problems[0].Code;
}
