namespace Orchestrations.App.Alerts;

/// <summary>How an alert can stand, as <see cref="AlertItem.State"/> has it.</summary>
public static class AlertStates
{
    /// <summary>Nobody took it on yet.</summary>
    public const string Open = "open";

    /// <summary>Somebody takes care.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>It is over.</summary>
    public const string Resolved = "resolved";

    /// <summary>It needs nobody.</summary>
    public const string Noted = "noted";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, Acknowledged, Resolved, Noted];
}
