using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Problems;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Orders;

/// <summary>Shows the orders.</summary>
/// <param name="orders">The records.</param>
/// <param name="trading">Whose.</param>
/// <param name="unread">Takes what cannot be read: the others are shown.</param>
public sealed class OrderTriggers(OrderRepository orders, TradingSettings trading, UnreadItems unread)
{
    /// <summary>
    /// GET api/orders: a page of orders, the newest first. The query takes operation (dca), stage (a name of OrderStage), top
    /// and before (the number a page gave as next). Orders are kept under hashed ids, so a page reads all of them: a few
    /// milliseconds for a thousand.
    /// </summary>
    [Function(nameof(OrderList))]
    [Query("before", "The next of the page before. The newest when left out.")]
    [Query("operation", "Only orders of this operation, such as dca.")]
    [Query("stage", "Only orders in this stage, such as Filled.")]
    [Query("top", "How many, 1 to 500; 50 when left out.")]
    [ProducesResponseType<OrderPage>(StatusCodes.Status200OK, Description = "The page.")]
    public Task<IResult> OrderList(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders")] HttpRequest request,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
        {
            var page = PageQuery.Read(request.Query);
            var operation = request.Query["operation"].ToString();
            var stage = request.Query["stage"].ToString();
            var all = new List<OrderRecord>();
            await foreach (var order in orders.ListReadableAsync(trading.Portfolio, unread, cancellation))
                if ((operation.Length == 0 || order.Order.Operation == operation) && (stage.Length == 0 || order.Stage == stage))
                    all.Add(order);
            // Numbered from the oldest, so that a page stays the same while new orders come in.
            var numbered = all
                .OrderBy(o => o.CreatedAt).ThenBy(o => o.ClientId, StringComparer.Ordinal)
                .Take((int)Math.Min((page.Before ?? long.MaxValue) - 1, int.MaxValue))
                .ToList();
            var shown = Enumerable.Reverse(numbered).Take(page.Top).ToList();
            var left = numbered.Count - shown.Count;
            return Results.Json(new OrderPage(shown, all.Count, left > 0 ? left + 1 : null), StoreJson.Options);
        });

    /// <summary>GET api/orders/{id}: an order by its client id; 404 ORC-ORDER-012.</summary>
    [Function(nameof(OrderGet))]
    [ProducesResponseType<OrderRecord>(StatusCodes.Status200OK, Description = "The order.")]
    public Task<IResult> OrderGet(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation) => Problem.CatchAsync(async () =>
            Results.Json(
                await orders.FindAsync(trading.Portfolio, id, cancellation)
                    ?? throw new ProblemException(
                        StatusCodes.Status404NotFound, "ORC-ORDER-012", $"There is no record of the order {id}."),
                StoreJson.Options));
}

/// <summary>A page of orders.</summary>
/// <param name="Orders">The newest first.</param>
/// <param name="Total">How many fit the filter.</param>
/// <param name="Next">The <c>before</c> of the next page; null at the end.</param>
public sealed record OrderPage(IReadOnlyList<OrderRecord> Orders, int Total, int? Next);
