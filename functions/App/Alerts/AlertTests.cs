using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>The alert that is sent to see whether alerts arrive.</summary>
public static class AlertTests
{
    /// <summary>A test of a severity.</summary>
    /// <param name="name">Its key; every test is an alert of its own.</param>
    /// <param name="severity">The severity.</param>
    public static Alert Of(string name, AlertSeverity severity) => new(
        name, severity, AlertCodes.Test, "test", "This is a test. Nothing happened, and nothing is to be done.") { About = name };
}
