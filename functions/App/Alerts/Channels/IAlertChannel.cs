namespace Orchestrations.App.Alerts.Channels;

/// <summary>A way to tell people. It makes one attempt, tells what came of it, and never throws for what a receiver does.</summary>
public interface IAlertChannel
{
    /// <summary>The name that settings and people use.</summary>
    string Name { get; }

    /// <summary>Sends a message once.</summary>
    Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellation);

    /// <summary>What would be sent, line by line, for people: without secrets.</summary>
    IReadOnlyList<string> Preview(AlertNotice notice);
}

/// <summary>What came of an attempt.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="After">How long the receiver asks to wait; null when it does not.</param>
/// <param name="Reason">Why it was not taken: a status or a kind of error, never words of the receiver, which may hold anything.</param>
/// <param name="MayHaveArrived">True when the message may have arrived all the same.</param>
public sealed record ChannelAnswer(ChannelVerdict Verdict, TimeSpan? After = null, string? Reason = null, bool MayHaveArrived = false)
{
    /// <summary>The receiver took it.</summary>
    public static ChannelAnswer Sent { get; } = new(ChannelVerdict.Sent);
}

/// <summary>How an attempt ended.</summary>
public enum ChannelVerdict
{
    /// <summary>The receiver took it.</summary>
    Sent,

    /// <summary>It is to be tried again.</summary>
    Again,

    /// <summary>Trying again does not help: a setting is wrong.</summary>
    Refused,
}
