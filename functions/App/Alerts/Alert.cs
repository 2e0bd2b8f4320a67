namespace Orchestrations.App.Alerts;

/// <summary>Something a person has to know.</summary>
/// <param name="Key">What it is about, 1 to 150 characters without / \ # and ?: raised twice under one key, it is one alert.</param>
/// <param name="Severity">How soon to look.</param>
/// <param name="Code">A stable code with a page in docs/errors.</param>
/// <param name="Subject">The order, contract, coin or instance.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="Expected">What our side says; null where there is only one side.</param>
/// <param name="Actual">What the other side says.</param>
public sealed record Alert(
    string Key, AlertSeverity Severity, string Code, string Subject, string Message, string? Expected = null, string? Actual = null);
