namespace Orchestrations.App.Alerts;

/// <summary>How an alert can stand, as <see cref="AlertItem.State"/> has it.</summary>
static class AlertStates
{
    public const string Open = "open";
    public const string Acknowledged = "acknowledged";
    public const string Resolved = "resolved";
    public const string Noted = "noted";

    public static IReadOnlyList<string> All { get; } = [Open, Acknowledged, Resolved, Noted];
}
