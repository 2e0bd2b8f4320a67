namespace Orchestrations.App.Alerts;

/// <summary>An alert as stored and shown.</summary>
/// <param name="Id">Names it: the time it was raised, and eight characters.</param>
/// <param name="About">What it is about: only one alert at a time is about one thing.</param>
/// <param name="Severity">P0 to P3.</param>
/// <param name="Code">The stable code; docs/errors has its page.</param>
/// <param name="Subject">The order, contract, coin or instance.</param>
/// <param name="Message">For people.</param>
/// <param name="Expected">Our side; left out where there is only one.</param>
/// <param name="Actual">The other side; left out where there is only one.</param>
/// <param name="RaisedAt">When it was first raised, UTC.</param>
/// <param name="State">open, acknowledged, resolved, or noted for what needs nobody (P3).</param>
public sealed record AlertItem(
    string Id, string About, string Severity, string Code, string Subject, string Message, string? Expected, string? Actual,
    DateTimeOffset RaisedAt, string State)
{
    /// <summary>When it last occurred, UTC.</summary>
    public DateTimeOffset LastAt { get; init; } = RaisedAt;

    /// <summary>How often it occurred.</summary>
    public int Occurrences { get; init; } = 1;

    /// <summary>How often people were told, or are to be; 0 when no channel takes its severity.</summary>
    public int Told { get; init; }

    /// <summary>When they were last told, UTC.</summary>
    public DateTimeOffset ToldAt { get; init; } = RaisedAt;

    /// <summary>True while it is open again and nobody was told yet, because its window is not over.</summary>
    public bool Silent { get; init; }

    /// <summary>The only channel it goes to; left out for those of its severity.</summary>
    public string? Channel { get; init; }

    /// <summary>When a person took it on, UTC.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>When it was resolved, UTC.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>What was said when it was acknowledged or resolved.</summary>
    public string? Reason { get; init; }
}

/// <summary>One occurrence, kept under its key and recorded in the audit log.</summary>
/// <param name="Alert">The alert it belongs to.</param>
/// <param name="Severity">P0 to P3.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Subject">The order, contract, coin or instance.</param>
/// <param name="Message">For people.</param>
/// <param name="Expected">Our side.</param>
/// <param name="Actual">The other side.</param>
/// <param name="At">When, UTC.</param>
sealed record AlertOccurrence(
    string Alert, string Severity, string Code, string Subject, string Message, string? Expected, string? Actual, DateTimeOffset At)
{
    public static AlertOccurrence Of(Alert alert, string id, DateTimeOffset at) => new(
        id, alert.Severity.ToString(), alert.Code, alert.Subject, alert.Message, alert.Expected, alert.Actual, at);

    public static AlertOccurrence First(AlertItem item) => new(
        item.Id, item.Severity, item.Code, item.Subject, item.Message, item.Expected, item.Actual, item.RaisedAt);
}

/// <summary>That an occurrence's key is kept, stored in the order of time, so that old keys are found.</summary>
sealed record AlertKeptItem(string Key);

/// <summary>Which alert is about a thing now, stored under <c>about-&lt;thing&gt;</c>.</summary>
sealed record AlertPointerItem(string Alert);

/// <summary>A notice that is to be sent, stored from the moment its reason is until its orchestration exists.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Kind">raised or resolved.</param>
/// <param name="Number">Which of its kind, from 1.</param>
sealed record AlertDueItem(string Alert, string Kind, int Number)
{
    public string Name => FormattableString.Invariant($"{Alert}-{Kind}-{Number}");
}
