using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using FromBodyAttribute = Microsoft.Azure.Functions.Worker.Http.FromBodyAttribute;

namespace Orchestrations.Engine.Tests.Http;

/// <summary>The app behind the HTTP tests.</summary>
static class HttpFunctions
{
    internal sealed record Order(string Pair, decimal Amount);

    internal sealed class Calls
    {
        public List<string> Seen { get; } = [];

        public TaskCompletionSource<string> Next { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    internal static class Web
    {
        [Function("Text")]
        public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head")] HttpRequest request)
            => $"hello {request.Query["name"]}";

        [Function("Poco")]
        public static Task<Order> Poco([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
            => Task.FromResult(new Order("BTC", 1.5m));

        [Function("Result")]
        public static IResult Result([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
            => Results.Json(new { ok = true }, statusCode: 201);

        [Function("Action")]
        public static IActionResult Action([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
            => new ObjectResult(new Order("ETH", 2m)) { StatusCode = 203 };

        [Function("Nothing")]
        public static void Nothing([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
        }

        [Function("Own")]
        public static async Task Own([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
        {
            request.HttpContext.Response.StatusCode = 418;
            await request.HttpContext.Response.WriteAsync("teapot");
        }

        [Function("NotFound")]
        public static IResult NotFound([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.NotFound();

        [Function("Throws")]
        public static string Throws([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
            => throw new InvalidOperationException("secret inside");

        [Function("Echo")]
        public static Order Echo([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, [FromBody] Order order) => order;

        [Function("Length")]
        public static async Task<string> Length([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            return body.Length.ToString(CultureInfo.InvariantCulture);
        }

        [Function("Typed")]
        public static string Typed(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed/{text}/{number}/{big}/{id}/{flag}/{day?}")] HttpRequest request,
            string text,
            int number,
            long big,
            Guid id,
            bool flag,
            DateTime? day)
            => string.Create(CultureInfo.InvariantCulture, $"{text} {number} {big} {id} {flag} {day:O}");

        [Function("Constrained")]
        public static string Constrained(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "items/{id:int:min(1)}")] HttpRequest request, int id)
            => $"item {id}";

        [Function("Bound")]
        public static string Bound(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "bound/{id}")] HttpRequest request,
            [DurableClient] DurableTaskClient client,
            FunctionContext context,
            CancellationToken cancellation)
            => $"{client.Name} {context.FunctionDefinition.Name} {context.BindingContext.BindingData["id"]} "
                + $"{ReferenceEquals(context.GetHttpContext(), request.HttpContext)} {cancellation.CanBeCanceled}";

        [Function("Guarded")]
        public static string Guarded([HttpTrigger(AuthorizationLevel.Function, "get", "post")] HttpRequest request) => "inside";
    }

    internal sealed class Others(Calls calls)
    {
        [Function("Nightly")]
        public void Nightly([TimerTrigger("0 0 9 * * *")] TimerInfo info) => calls.Next.TrySetResult($"timer {info.IsPastDue}");

        [Function("OnOrder")]
        public void OnOrder([ServiceBusTrigger("orders")] Order order) => calls.Next.TrySetResult($"order {order.Pair}");

        [Function("OnText")]
        public void OnText([ServiceBusTrigger("texts")] string text) => calls.Next.TrySetResult($"text {text}");

        [Function("Orc")]
        public static Task Orc([OrchestrationTrigger] TaskOrchestrationContext context) => Task.CompletedTask;

        [Function("Act")]
        public static string Act([ActivityTrigger] string input) => input;
    }

    internal static class Root
    {
        [Function("Home")]
        public static string Home([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "")] HttpRequest request) => "home";
    }

    internal static class SameRoute
    {
        [Function("First")]
        public static string First([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same/{id}")] HttpRequest request) => "1";

        [Function("Second")]
        public static string Second([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same/{name}")] HttpRequest request) => "2";
    }

    internal static class UnknownConstraint
    {
        [Function("Odd")]
        public static string Odd([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "odd/{id:prime}")] HttpRequest request) => "";
    }

    internal static class ReservedRoute
    {
        [Function("Sneaky")]
        public static string Sneaky([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "admin/x")] HttpRequest request) => "";
    }
}
