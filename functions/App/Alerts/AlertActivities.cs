using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Metrics;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>
/// The steps of sending alerts. Every step may run twice; a message whose fate nobody knows is sent again, under the same id and
/// marked as such, because an alert that is lost costs more than one that comes twice (decision 0030).
/// </summary>
public sealed class AlertActivities(
    AlertRepository alerts, AlertDeliveries deliveries, AlertOverflow overflow, IEnumerable<IAlertChannel> channels,
    AlertsSettings settings, TradingSettings trading, AppMeters meters, TimeProvider time, ILogger<AlertActivities> log)
{
    const int MostInDigest = 90;
    const string NotSetUp = "the channel is not set up any more";

    // What cannot wait never waits for what can: it has places of its own, and enough of them.
    const int LeastUrgentPerMinute = 20;

    static readonly TimeSpan soonest = TimeSpan.FromSeconds(15);
    static readonly TimeSpan latest = TimeSpan.FromMinutes(10);

    // Longer than any pause between two attempts: whoever sent it does not go on.
    static readonly TimeSpan abandoned = TimeSpan.FromHours(13);

    /// <summary>Decides who is told, and when.</summary>
    [Function(nameof(PlanAlert))]
    public async Task<AlertPlan> PlanAlert([ActivityTrigger] AlertPlanStep step, CancellationToken cancellation)
    {
        var (notice, nobody) = (step.Notice, new AlertPlan([], null, null, 0, []));
        // What is over before anybody was told of it is told of once, as over.
        if (await alerts.ReadableAsync(notice.Alert, cancellation) is not { } alert
            || (notice.Kind == "raised" && alert.State == AlertStates.Resolved))
            return nobody;
        var severity = Enum.Parse<AlertSeverity>(alert.Severity);
        var to = settings.Channels(severity, alert.Channel);
        if (notice.Kind == "resolved")
            to = [.. to.Union(await ToldAsync(notice.Alert, cancellation))];
        var held = Waits(alert) ? settings.Quiet?.EndAfter(step.Now) : null;
        if (held is not null && to.Count > 0)
            await deliveries.HoldAsync(notice.Alert, cancellation);
        return notice.Kind == "raised" && alert.Code != AlertCodes.Test
            ? new AlertPlan(to, held, settings.Escalation.After(severity), settings.Escalation.Most, settings.Escalation.To) { Beside = true }
            : nobody with { Channels = to, HeldUntil = held };
    }

    /// <summary>Says whether an alert still waits for somebody.</summary>
    [Function(nameof(ReadAlert))]
    public async Task<AlertStanding> ReadAlert([ActivityTrigger] AlertReadStep step, CancellationToken cancellation) =>
        new(await alerts.ReadableAsync(step.Alert, cancellation) is { State: AlertStates.Open });

    /// <summary>Makes one attempt to send a message, unless it was sent before.</summary>
    [Function(nameof(SendAlert))]
    public async Task<AlertSendResult> SendAlert([ActivityTrigger] AlertSend send, CancellationToken cancellation)
    {
        var before = await deliveries.FindAsync(send, cancellation);
        if (before?.Status is "sent" or "skipped" or "gathered")
            return new AlertSendResult(before.Status == "sent" ? "Sent" : "Skipped", null, null);
        var channel = channels.FirstOrDefault(one => one.Name == send.Channel);
        if (channel is null)
            return new AlertSendResult("Refused", null, NotSetUp);
        // An attempt that was noted and has no end may have come to anything.
        var mayHaveArrived = before is { Status: "sending" } or { MayHaveArrived: true };
        if (await NoticeAsync(send, mayHaveArrived, cancellation) is not { } notice)
        {
            await deliveries.NoteAsync(
                send, "skipped", before?.Attempts ?? 0, "it was over, or somebody took it on, before it was sent", false, cancellation);
            return new AlertSendResult("Skipped", null, null);
        }
        if (await TooEarlyAsync(send, cancellation) is { } early)
            return new AlertSendResult("Wait", early, "it waits until the alert itself was sent");
        // Also what began before them: a second attempt, an escalation.
        var now = time.GetUtcNow();
        if (notice.Alerts.All(Waits) && settings.Quiet?.EndAfter(now) is { } end)
            return new AlertSendResult("Wait", end - now, "the quiet hours");
        var isUrgent = notice.Alerts.Any(alert => alert.Severity == nameof(AlertSeverity.P0)) && notice.Kind != "digest";
        // One that may have arrived is not put into a digest, which would tell of it as of something new.
        var canBeGathered = !isUrgent && !mayHaveArrived && notice.Kind != "digest" && notice.Alerts[0].Code != AlertCodes.Test;
        var pause = canBeGathered && await overflow.WaitsAsync(send.Channel, cancellation) ? TimeSpan.Zero
            : isUrgent ? await deliveries.TakePlaceAsync(
                send.Channel + "-urgent", Math.Max(settings.PerMinute, LeastUrgentPerMinute), cancellation)
            : await deliveries.TakePlaceAsync(send.Channel, settings.PerMinute, cancellation);
        if (pause is not null && canBeGathered)
        {
            await overflow.AddAsync(send, before?.Attempts ?? 0, mayHaveArrived, cancellation);
            return new AlertSendResult("Skipped", null, "a digest tells of it");
        }
        if (pause is not null)
            return new AlertSendResult("Wait", pause, "the channel has had its messages of this minute");

        var attempts = (before?.Attempts ?? 0) + 1;
        await deliveries.NoteAsync(send, "sending", attempts, null, mayHaveArrived, cancellation);
        var answer = await channel.SendAsync(notice, cancellation);
        mayHaveArrived |= answer.MayHaveArrived;
        var status = answer.Verdict switch { ChannelVerdict.Sent => "sent", ChannelVerdict.Again => "waiting", _ => "failed" };
        await deliveries.NoteAsync(send, status, attempts, answer.Reason, mayHaveArrived, cancellation);
        meters.MessageTried(send.Channel, status);
        if (answer.Reason is not null)
            log.LogWarning(
                "The alert {Alert} ({Notice}) was not taken by {Channel}: {Reason}", send.About, send.Notice, send.Channel, answer.Reason);
        // Taken, but not for everybody it was meant for.
        if (answer is { Verdict: ChannelVerdict.Sent, Reason: { } some })
            await RaiseUndeliveredAsync(send, $"Some of those who are told by {send.Channel} are not reached.", some, cancellation);
        return new AlertSendResult(answer.Verdict.ToString(), answer.After, answer.Reason);
    }

    /// <summary>Notes that a message does not arrive, and raises an alert about the channel.</summary>
    [Function(nameof(GiveUpAlert))]
    public async Task<AlertSend> GiveUpAlert([ActivityTrigger] AlertSend send, CancellationToken cancellation)
    {
        var last = await deliveries.FindAsync(send, cancellation);
        var reason = channels.All(one => one.Name != send.Channel) ? NotSetUp : last?.Reason ?? "its turn did not come";
        if (last?.Status != "failed")
            await deliveries.NoteAsync(send, "failed", last?.Attempts ?? 0, reason, last?.MayHaveArrived ?? false, cancellation);
        log.LogError("The alert {Alert} ({Notice}) was given up for {Channel}", send.About, send.Notice, send.Channel);
        await RaiseUndeliveredAsync(send, $"Alerts do not arrive by {send.Channel}.", reason, cancellation);
        return send;
    }

    /// <summary>Gathers what the quiet hours held back.</summary>
    [Function(nameof(PlanDigest))]
    public async Task<AlertDigestPlan> PlanDigest([ActivityTrigger] AlertDigestInput input, CancellationToken cancellation)
    {
        var gathered = await deliveries.GatherAsync(input.Digest, input.Channel, MostInDigest, cancellation);
        if (input.Channel is { } only)
            return new AlertDigestPlan(gathered.Alerts.Count, [only]);
        var to = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in gathered.Alerts)
            if (await alerts.ReadableAsync(id, cancellation) is { } alert)
                to.UnionWith(settings.Channels(Enum.Parse<AlertSeverity>(alert.Severity), alert.Channel));
        return new AlertDigestPlan(gathered.Alerts.Count, [.. settings.Configured.Where(to.Contains)]);
    }

    // An alert about a channel that does not arrive there is no news.
    async Task RaiseUndeliveredAsync(AlertSend send, string message, string reason, CancellationToken cancellation)
    {
        if (await alerts.ReadableAsync(send.About, cancellation) is not { Code: AlertCodes.NotDelivered })
            await alerts.RaiseAsync(new Alert(
                $"undelivered-{send.About}-{send.Notice}-{send.Channel}", AlertSeverity.P1, AlertCodes.NotDelivered, send.Channel,
                message, "sent", reason), cancellation);
    }

    async Task<AlertNotice?> NoticeAsync(AlertSend send, bool mayHaveArrived, CancellationToken cancellation)
    {
        var (kind, mode) = (send.Notice.Split('-')[0], TradingSettings.Name(trading.Mode));
        var id = $"{send.About}-{send.Notice.Replace('.', '-')}";
        if (await deliveries.DigestAsync(send.About, cancellation) is { } digest)
        {
            var held = new List<AlertItem>();
            foreach (var one in digest.Alerts)
                if (await alerts.ReadableAsync(one, cancellation) is { } item && (digest.Channel is not null
                    || settings.Channels(Enum.Parse<AlertSeverity>(item.Severity), item.Channel).Contains(send.Channel)))
                    held.Add(item);
            return held.Count == 0 ? null
                : new AlertNotice(id, kind, mode, digest.At, held, mayHaveArrived) { WasTooMuch = digest.Channel is not null };
        }
        if (await alerts.ReadableAsync(send.About, cancellation) is not { } alert
            || (kind != "resolved" && alert.State == AlertStates.Resolved && !mayHaveArrived)
            // Somebody took it on while this waited for its turn: it must not say that nobody did.
            || (kind == "escalated" && alert.State != AlertStates.Open))
            return null;
        return new AlertNotice(id, kind, mode, kind == "resolved" ? alert.ResolvedAt ?? alert.LastAt : alert.ToldAt, [alert], mayHaveArrived);
    }

    // That it is over, or still there, is told after that it began; how long that takes, nobody knows: the pauses grow with it.
    async Task<TimeSpan?> TooEarlyAsync(AlertSend send, CancellationToken cancellation)
    {
        var kind = send.Notice.Split('-')[0];
        if (kind is not ("resolved" or "escalated")
            || await deliveries.FindAsync(send with { Notice = "raised-" + send.Notice[(kind.Length + 1)..].Split('.')[0] }, cancellation)
                is not { Status: "sending" or "waiting" } raised)
            return null;
        var age = (time.GetUtcNow() - raised.At).Duration();
        return age > abandoned ? null : age < soonest ? soonest : age < latest ? age : latest;
    }

    // Also those whom only an escalation told.
    async Task<IEnumerable<string>> ToldAsync(string alert, CancellationToken cancellation) =>
        from delivery in await deliveries.ListAsync(alert, cancellation)
        where delivery.Status is "sent" or "sending" or "waiting" or "gathered" && settings.Configured.Contains(delivery.Channel)
        select delivery.Channel;

    // What is held back in quiet hours.
    static bool Waits(AlertItem alert) => alert.Severity != nameof(AlertSeverity.P0) && alert.Code != AlertCodes.Test;
}
