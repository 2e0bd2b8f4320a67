using Orchestrations.Domain;

namespace Orchestrations.App.Alerts;

/// <summary>What can be wrong with alerts themselves. Each has a page in docs/errors.</summary>
public static class AlertCodes
{
    /// <summary>A channel did not take a message, however often it was tried.</summary>
    public const string NotDelivered = "ORC-ALERT-001";

    /// <summary>There is no such alert.</summary>
    public const string Missing = "ORC-ALERT-002";

    /// <summary>The alert was resolved already.</summary>
    public const string AlreadyResolved = "ORC-ALERT-003";

    /// <summary>A state, severity, time or channel that is none.</summary>
    public const string BadRequest = "ORC-ALERT-004";

    /// <summary>A test somebody asked for.</summary>
    public const string Test = "ORC-ALERT-005";

    /// <summary>Other writers changed the alert again and again.</summary>
    public const string Busy = "ORC-ALERT-006";

    internal static DomainException NoAlert(string id) => new(
        Missing, $"There is no alert '{(id.Length <= 40 ? id : id[..40])}'. GET api/alerts lists them.");
}
