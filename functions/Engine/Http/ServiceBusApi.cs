using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Entities;

namespace Orchestrations.Engine.Http;

/// <summary>The local Service Bus over HTTP, for people and other programs: /admin/servicebus, described in docs/reference/service-bus.md.</summary>
sealed class ServiceBusApi(MessageBroker broker)
{
    public const string Base = "/admin/servicebus";

    const int DefaultPage = 50;
    const int LargestPage = 1000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Base).WithMetadata(new FunctionAccess(AuthorizationLevel.Admin));
        api.MapGet("/", Guarded(ListAsync));
        api.MapPost("/{entity}/messages", Guarded(SendAsync));
        foreach (var source in (string[])["/{entity}", "/{entity}/subscriptions/{subscription}"])
        {
            api.MapGet(source + "/messages", Guarded(context => PeekAsync(context, deadLetters: false)));
            api.MapGet(source + "/deadletters", Guarded(context => PeekAsync(context, deadLetters: true)));
            api.MapPost(source + "/deadletters/resubmit", Guarded(ResubmitAsync));
            api.MapPost(source + "/deadletters/{sequenceNumber}/resubmit", Guarded(ResubmitAsync));
            api.MapDelete(source + "/deadletters", Guarded(PurgeAsync));
            api.MapDelete(source + "/deadletters/{sequenceNumber}", Guarded(PurgeAsync));
        }
    }

    Task ListAsync(HttpContext context) => MessageJson.WriteAsync(context, new { entities = broker.Entities });

    async Task SendAsync(HttpContext context)
    {
        var message = MessageJson.Message(await RequestJson.ReadAnyAsync(context.Request));
        var receipt = await broker.SendAsync(Entity(context), message, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await MessageJson.WriteAsync(context, receipt);
    }

    Task PeekAsync(HttpContext context, bool deadLetters)
    {
        var after = context.Request.Text("after") is { } text ? Number(text, "The query parameter after") : 0;
        var top = Math.Min(context.Request.Count("top") ?? DefaultPage, LargestPage);
        var messages = broker.Peek(Entity(context), deadLetters, after, top, out var next);
        return MessageJson.WriteAsync(context, new { messages = messages.Select(MessageJson.Of), next });
    }

    async Task ResubmitAsync(HttpContext context)
    {
        var resubmitted = await broker.ResubmitAsync(Entity(context), Sequence(context), context.RequestAborted);
        await MessageJson.WriteAsync(context, new { resubmitted });
    }

    async Task PurgeAsync(HttpContext context)
    {
        var purged = await broker.PurgeDeadLettersAsync(Entity(context), Sequence(context), context.RequestAborted);
        await MessageJson.WriteAsync(context, new { purged });
    }

    static RequestDelegate Guarded(Func<HttpContext, Task> handler)
        => context => RequestGuard.RunAsync(context, "The Service Bus request", HostErrors.RequestFailed, async call =>
        {
            try
            {
                await handler(call);
            }
            catch (BusException refused)
            {
                throw new RequestRefusedException(StatusOf(refused.Code), refused.Code, refused.Message);
            }
        });

    static int StatusOf(string code) => code switch
    {
        BusErrors.UnknownEntity or BusErrors.UnknownMessage => StatusCodes.Status404NotFound,
        BusErrors.TooLarge => StatusCodes.Status413PayloadTooLarge,
        BusErrors.Full => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status400BadRequest,
    };

    static string Entity(HttpContext context)
    {
        var entity = (string)context.GetRouteValue("entity")!;
        return context.GetRouteValue("subscription") is string subscription ? EntityName.Subscription(entity, subscription) : entity;
    }

    static long? Sequence(HttpContext context) =>
        context.GetRouteValue("sequenceNumber") is string text ? Number(text, "The sequence number") : null;

    static long Number(string text, string what) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, HostErrors.BadArgument, $"{what} is '{text}', not a whole number.");
}
