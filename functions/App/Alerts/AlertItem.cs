namespace Orchestrations.App.Alerts;

/// <summary>An alert as stored and recorded in the audit log.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Severity">A name of <see cref="AlertSeverity"/>.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Subject">The order, contract, coin or instance.</param>
/// <param name="Message">For people.</param>
/// <param name="Expected">Our side.</param>
/// <param name="Actual">The other side.</param>
/// <param name="RaisedAt">When it was first raised, UTC.</param>
public sealed record AlertItem(
    string Key, string Severity, string Code, string Subject, string Message, string? Expected, string? Actual,
    DateTimeOffset RaisedAt);
