using System.Text;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// Any receiver, by a webhook signed as Standard Webhooks has it. The id stays the same for every attempt: a receiver that
/// remembers ids takes each message once.
/// </summary>
sealed class WebhookChannel(WebhookSettings settings, ChannelHttp http, TimeProvider time) : IAlertChannel
{
    readonly byte[] secret = WebhookSignature.SecretOf(settings.Secret.Reveal())!;

    public string Name => ChannelNames.Webhook;

    public Task<ChannelAnswer> SendAsync(AlertNotice notice, CancellationToken cancellation) => http.SendAsync(RequestOf(notice), cancellation);

    public IReadOnlyList<string> Preview(AlertNotice notice) => RequestOf(notice).Preview();

    ChannelRequest RequestOf(AlertNotice notice)
    {
        var body = Encoding.UTF8.GetBytes(StoreJson.Write(new WebhookBody(
            "alert." + notice.Kind, notice.At, new WebhookData(notice.Title, notice.Mode, notice.MayHaveArrived, notice.Alerts))));
        var stamp = WebhookSignature.TimeOf(time.GetUtcNow());
        var address = new Uri(settings.Url.Reveal());
        return new ChannelRequest(address, ChannelAddress.Shown(address), body,
        [
            ("webhook-id", notice.Id),
            ("webhook-timestamp", stamp),
            ("webhook-signature", WebhookSignature.Sign(secret, notice.Id, stamp, body)),
        ]);
    }

    /// <summary>The body.</summary>
    /// <param name="Type">alert.raised, alert.escalated, alert.resolved or alert.digest.</param>
    /// <param name="Timestamp">When its reason came about, UTC.</param>
    /// <param name="Data">What it is about.</param>
    sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookData Data);

    /// <summary>What a message is about.</summary>
    /// <param name="Title">One line for people.</param>
    /// <param name="Mode">paper, testnet or live.</param>
    /// <param name="MayHaveArrived">True when an earlier attempt may have arrived.</param>
    /// <param name="Alerts">The alerts.</param>
    sealed record WebhookData(string Title, string Mode, bool MayHaveArrived, IReadOnlyList<AlertItem> Alerts);
}
