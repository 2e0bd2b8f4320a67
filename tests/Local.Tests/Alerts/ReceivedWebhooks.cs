using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;
using Orchestrations.Domain.Alerts;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Alerts;

/// <summary>A receiver of signed webhooks that outlives the hosts which send to it, and keeps what came.</summary>
sealed class ReceivedWebhooks : IAsyncDisposable
{
    /// <summary>What messages are signed with.</summary>
    public const string Secret = "whsec_cGxhbnRlZC13ZWJob29rLXNlY3JldC0xMjM0NTY3ODkw";

    readonly ConcurrentQueue<(string Id, string Body)> received = new();
    HttpStandIn? server;

    /// <summary>What the answer to a message is, by the number of the request: 200 unless set.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Every message whose signature is right, in the order they came.</summary>
    public IReadOnlyList<(string Id, string Body)> All => [.. received];

    /// <summary>Messages whose signature was not right.</summary>
    public int Forged { get; private set; }

    /// <summary>The settings that send here.</summary>
    public string[] Settings =>
        ["Alerts:Webhook:Url=" + server!.Address + "hook", "Alerts:Webhook:Secret=" + Secret, "Alerts:Schedule=*/1 * * * * *"];

    public static async Task<ReceivedWebhooks> StartAsync()
    {
        var receiver = new ReceivedWebhooks();
        receiver.server = await HttpStandIn.StartAsync(receiver.TakeAsync);
        return receiver;
    }

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    async Task TakeAsync(HttpContext context, int number)
    {
        var body = await new StreamReader(context.Request.Body, Encoding.UTF8).ReadToEndAsync();
        var (id, time) = (context.Request.Headers["webhook-id"].ToString(), context.Request.Headers["webhook-timestamp"].ToString());
        var right = WebhookSignature.Sign(WebhookSignature.SecretOf(Secret)!, id, time, Encoding.UTF8.GetBytes(body));
        if (context.Request.Headers["webhook-signature"] != right)
            Forged++;
        else
            received.Enqueue((id, body));
        await Answer(context, number);
    }
}
