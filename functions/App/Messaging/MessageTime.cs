using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.App.Messaging;

/// <summary>When the message that started a function was sent, as the host tells it.</summary>
public static class MessageTime
{
    /// <summary>The time the message came into its queue; null when a person runs the function by hand, without a message.</summary>
    /// <param name="context">The function's. Hosts hand times over as JSON, and so in quotation marks.</param>
    public static DateTimeOffset? SentAt(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue("EnqueuedTimeUtc", out var value)
        && DateTimeOffset.TryParse(
            value?.ToString()?.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
