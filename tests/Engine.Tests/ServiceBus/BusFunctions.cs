using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.ServiceBus;

/// <summary>One class for each kind of trigger, so that a test takes only the ones it is about.</summary>
static class BusFunctions
{
    internal sealed record Order(string Pair, decimal Amount);

    static string Text(FunctionContext context, string name) => (string?)context.BindingContext.BindingData[name] ?? "none";

    internal sealed class Orders(Calls calls)
    {
        [Function("Orders")]
        public Task Run([ServiceBusTrigger("orders")] string text, FunctionContext context, CancellationToken cancellation)
            => calls.Handle($"{text} {Text(context, "DeliveryCount")}", cancellation);
    }

    internal sealed class Named(Calls calls)
    {
        [Function("Named")]
        public Task Run([ServiceBusTrigger("%Queue%")] string text, CancellationToken cancellation) => calls.Handle(text, cancellation);
    }

    internal sealed class Bytes(Calls calls)
    {
        [Function("Bytes")]
        public Task Run([ServiceBusTrigger("bytes")] byte[] body, CancellationToken cancellation)
            => calls.Handle(Convert.ToHexString(body), cancellation);
    }

    internal sealed class Objects(Calls calls)
    {
        [Function("Objects")]
        public Task Run([ServiceBusTrigger("objects")] Order order, CancellationToken cancellation)
            => calls.Handle($"{order.Pair} {order.Amount}", cancellation);
    }

    internal sealed class Metadata(Calls calls)
    {
        [Function("Metadata")]
        public Task Run([ServiceBusTrigger("metadata")] string text, FunctionContext context, CancellationToken cancellation)
            => calls.Handle(JsonSerializer.Serialize(context.BindingContext.BindingData), cancellation);
    }

    internal sealed class Sessions(Calls calls)
    {
        [Function("Sessions")]
        public Task Run(
            [ServiceBusTrigger("sessions", IsSessionsEnabled = true)] string text, FunctionContext context, CancellationToken cancellation)
            => calls.Handle($"{Text(context, "SessionId")} {text}", cancellation);
    }

    internal sealed class SessionBatches(Calls calls)
    {
        [Function("SessionBatches")]
        public Task Run([ServiceBusTrigger("sessions", IsSessionsEnabled = true, IsBatched = true)] string[] texts, CancellationToken cancellation)
            => calls.Handle(string.Join(' ', texts), cancellation);
    }

    internal sealed class Batches(Calls calls)
    {
        [Function("Batches")]
        public Task Run([ServiceBusTrigger("batches", IsBatched = true)] string[] texts, FunctionContext context, CancellationToken cancellation)
            => calls.Handle($"{string.Join(' ', texts)} {Text(context, "DeliveryCountArray")}", cancellation);
    }

    internal sealed class ObjectBatches(Calls calls)
    {
        [Function("ObjectBatches")]
        public Task Run([ServiceBusTrigger("batches", IsBatched = true)] Order[] orders, CancellationToken cancellation)
            => calls.Handle(string.Join(' ', orders.Select(order => order.Pair)), cancellation);
    }

    internal sealed class NoArray
    {
        [Function("NoArray")]
        public static void Run([ServiceBusTrigger("batches", IsBatched = true)] string text)
        {
        }
    }

    internal sealed class Manual(Calls calls)
    {
        [Function("Manual")]
        public Task Run(
            [ServiceBusTrigger("manual", AutoCompleteMessages = false)] string text, FunctionContext context, CancellationToken cancellation)
            => calls.Handle($"{text} {Text(context, "DeliveryCount")}", cancellation);
    }

    internal sealed class Retried(Calls calls)
    {
        [Function("Retried")]
        [FixedDelayRetry(2, "00:00:10")]
        public Task Run([ServiceBusTrigger("retried")] string text, FunctionContext context, CancellationToken cancellation)
            => calls.Handle($"{text} {Text(context, "DeliveryCount")} {context.RetryContext.RetryCount}", cancellation);
    }

    internal sealed class Subscribers(Calls calls)
    {
        [Function("First")]
        public Task First([ServiceBusTrigger("events", "first")] string text, CancellationToken cancellation)
            => calls.Handle($"first {text}", cancellation);

        [Function("Second")]
        public Task Second([ServiceBusTrigger("events", "second")] string text, CancellationToken cancellation)
            => calls.Handle($"second {text}", cancellation);
    }

    internal sealed class DeadOrders(Calls calls)
    {
        [Function("DeadOrders")]
        public Task Run([ServiceBusTrigger("orders/$deadletterqueue")] string text, FunctionContext context, CancellationToken cancellation)
            => calls.Handle($"dead {text} {Text(context, "DeadLetterSource")}", cancellation);
    }

    internal sealed class Forwarding(Calls calls)
    {
        [Function("Forwarding")]
        [ServiceBusOutput("forwarded")]
        public async Task<string?> Run([ServiceBusTrigger("texts")] string text, CancellationToken cancellation)
            => (string?)await calls.Handle(text, cancellation);

        [Function("ForwardingMany")]
        [ServiceBusOutput("forwarded")]
        public async Task<Order[]?> RunMany([ServiceBusTrigger("lists")] string text, CancellationToken cancellation)
            => (Order[]?)await calls.Handle(text, cancellation);

        [Function("Ticking")]
        [ServiceBusOutput("ticks", ServiceBusEntityType.Topic)]
        public static string Tick([TimerTrigger("0 0 * * * *")] TimerInfo timer) => "tick";
    }

    internal sealed class SilentOutput
    {
        [Function("Silent")]
        [ServiceBusOutput("forwarded")]
        public static void Run([ServiceBusTrigger("texts")] string text)
        {
        }
    }

    internal sealed class ActivityOutput
    {
        [Function("Activity")]
        [ServiceBusOutput("forwarded")]
        public static string Run([ActivityTrigger] string text) => text;
    }

    internal sealed class Starting
    {
        [Function("Starting")]
        public static Task Run([ServiceBusTrigger("starts")] string id, [DurableClient] DurableTaskClient client)
            => client.ScheduleNewOrchestrationInstanceAsync("Echo", id, new StartOrchestrationOptions(id), CancellationToken.None);

        [Function("Echo")]
        public static string Echo([OrchestrationTrigger] TaskOrchestrationContext context, string input) => input;
    }
}
