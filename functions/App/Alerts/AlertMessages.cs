using System.Text.Json.Serialization;

namespace Orchestrations.App.Alerts;

// What the orchestrations that send alerts and their activities say to each other.

/// <summary>The input of <see cref="AlertOrchestrator"/>: one reason to tell people.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Kind">raised or resolved.</param>
/// <param name="Number">Which of its kind, from 1.</param>
public sealed record AlertNoticeInput(string Alert, string Kind, int Number);

/// <summary>The input of PlanAlert.</summary>
/// <param name="Notice">What is to be told.</param>
/// <param name="Now">The orchestration's time, UTC.</param>
public sealed record AlertPlanStep(AlertNoticeInput Notice, DateTimeOffset Now);

/// <summary>Who is told, and when.</summary>
/// <param name="Channels">Who is told first; nobody when the reason is gone.</param>
/// <param name="HeldUntil">The end of the quiet hours it waits for, UTC: then the digest tells of it. Null when it goes now.</param>
/// <param name="EscalateAfter">The pause before each escalation; null when there is none.</param>
/// <param name="Escalations">How often at most.</param>
/// <param name="EscalateTo">Who is told then.</param>
public sealed record AlertPlan(
    IReadOnlyList<string> Channels, DateTimeOffset? HeldUntil, TimeSpan? EscalateAfter, int Escalations, IReadOnlyList<string> EscalateTo)
{
    /// <summary>
    /// True when escalations do not wait for channels that do not take their messages, which may take hours. False in runs of before.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Beside { get; init; }
}

/// <summary>The input of ReadAlert.</summary>
/// <param name="Alert">The alert.</param>
public sealed record AlertReadStep(string Alert);

/// <summary>How an alert stands.</summary>
/// <param name="IsOpen">False once somebody took it on, or it is over.</param>
public sealed record AlertStanding(bool IsOpen);

/// <summary>The input of <see cref="AlertChannelOrchestrator"/>, SendAlert and GiveUpAlert: one message to one channel.</summary>
/// <param name="About">The alert, or the digest.</param>
/// <param name="Notice">raised, escalated, resolved or digest, with its number; with <paramref name="About"/> it is the message's id.</param>
/// <param name="Channel">The channel.</param>
public sealed record AlertSend(string About, string Notice, string Channel);

/// <summary>What one attempt came to: the output of SendAlert.</summary>
/// <param name="Status">Sent, Skipped, Refused, Again (try later) or Wait (its turn has not come; no attempt was made).</param>
/// <param name="After">How long the receiver, or the limit, asks to wait; null when neither does.</param>
/// <param name="Reason">Why it did not arrive.</param>
public sealed record AlertSendResult(string Status, TimeSpan? After, string? Reason);

/// <summary>What a message came to: the output of <see cref="AlertChannelOrchestrator"/>.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Status">Sent, Skipped or Failed.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record AlertChannelResult(string Channel, string Status, int Attempts);

/// <summary>What a notice came to: the output of <see cref="AlertOrchestrator"/>.</summary>
/// <param name="Messages">The messages, in order.</param>
/// <param name="Escalations">How often it was told again.</param>
public sealed record AlertNoticeResult(IReadOnlyList<AlertChannelResult> Messages, int Escalations);

/// <summary>The input of <see cref="AlertDigestOrchestrator"/> and of PlanDigest.</summary>
/// <param name="Digest">Names the digest.</param>
public sealed record AlertDigestInput(string Digest)
{
    /// <summary>The channel whose messages were too many for one each; null for what the quiet hours held back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Channel { get; init; }
}

/// <summary>A digest that is to be sent: the output of PlanDigest.</summary>
/// <param name="Alerts">How many alerts it tells of.</param>
/// <param name="Channels">Who gets it.</param>
public sealed record AlertDigestPlan(int Alerts, IReadOnlyList<string> Channels);
