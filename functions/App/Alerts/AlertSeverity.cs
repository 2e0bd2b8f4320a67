namespace Orchestrations.App.Alerts;

/// <summary>How soon a person has to look.</summary>
public enum AlertSeverity
{
    /// <summary>Worth knowing; nothing is to be done.</summary>
    Info,

    /// <summary>Somebody should look today.</summary>
    Warning,

    /// <summary>Money is at risk now.</summary>
    Critical,
}
