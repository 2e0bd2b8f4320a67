namespace Orchestrations.App.Messaging;

/// <summary>A message to send.</summary>
/// <param name="Id">
/// 1 to 128 characters that follow from the intent (operation, instance, step), never from the attempt: a repeated step sends
/// the same message.
/// </param>
/// <param name="Body">Text, as a rule JSON; at most 200 KB.</param>
/// <param name="Session">Messages of one session are handled in order; null without.</param>
/// <param name="ScheduledFor">Not to be received before; null for at once.</param>
public sealed record OutgoingMessage(string Id, string Body, string? Session = null, DateTimeOffset? ScheduledFor = null);
