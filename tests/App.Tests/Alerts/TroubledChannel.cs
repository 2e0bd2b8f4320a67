using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;

namespace Orchestrations.App.Tests.Alerts;

/// <summary>A channel that answers as a test wants, and remembers what it was sent and when.</summary>
sealed class TroubledChannel(string name, TimeProvider time) : IAlertChannel
{
    readonly List<(DateTimeOffset At, AlertNotice Notice)> sent = [];

    public string Name => name;

    /// <summary>The answer to an attempt, by its number from 1.</summary>
    public Func<int, ChannelAnswer> Answer { get; set; } = _ => ChannelAnswer.Sent;

    /// <summary>Every attempt.</summary>
    public IReadOnlyList<(DateTimeOffset At, AlertNotice Notice)> Sent => sent;

    /// <summary>Kinds of the messages, in the order they were tried.</summary>
    public IEnumerable<string> Kinds => sent.Select(one => one.Notice.Kind);

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellation)
    {
        sent.Add((time.GetUtcNow(), notice));
        return Task.FromResult(Answer(sent.Count));
    }

    public IReadOnlyList<string> Preview(AlertNotice notice) => [notice.Title];
}
