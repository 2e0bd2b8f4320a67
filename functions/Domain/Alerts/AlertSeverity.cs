namespace Orchestrations.Domain.Alerts;

/// <summary>How soon a person has to look.</summary>
public enum AlertSeverity
{
    /// <summary>Money is at risk now: act at once. Goes through quiet hours.</summary>
    P0,

    /// <summary>Something is broken and will cost if it is left: look within the hour.</summary>
    P1,

    /// <summary>Somebody should look today.</summary>
    P2,

    /// <summary>Worth knowing; nothing is to be done.</summary>
    P3,
}
