namespace Orchestrations.App.Alerts;

// What callers send and get about alerts.

/// <summary>A page of alerts.</summary>
/// <param name="Alerts">The newest first.</param>
/// <param name="Next">The <c>after</c> of the next page; null at the end.</param>
public sealed record AlertPage(IReadOnlyList<AlertItem> Alerts, string? Next);

/// <summary>An alert and how it was sent.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Deliveries">One for each message to each channel, in order of their names.</param>
public sealed record AlertShown(AlertItem Alert, IReadOnlyList<AlertDelivery> Deliveries);

/// <summary>One message on its way to one channel.</summary>
/// <param name="Notice">raised, escalated, resolved or digest, with its number.</param>
/// <param name="Channel">telegram, discord, webhook or email.</param>
/// <param name="Status">sending, waiting for another attempt, sent, or failed for good.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When it was last tried, UTC.</param>
/// <param name="Reason">Why it did not arrive; left out when it did.</param>
public sealed record AlertDelivery(string Notice, string Channel, string Status, int Attempts, DateTimeOffset At, string? Reason);

/// <summary>The body of acknowledging and resolving.</summary>
/// <param name="Reason">Why, or what was found, for the record: 1 to 500 characters.</param>
public sealed record AlertAnswerBody(string Reason);

/// <summary>The body of <c>POST api/alerts/test</c>.</summary>
/// <param name="Severity">P0 to P3; P2 when left out.</param>
/// <param name="Channel">The only channel to test; those of the severity when left out.</param>
public sealed record AlertTestBody(string? Severity = null, string? Channel = null);
