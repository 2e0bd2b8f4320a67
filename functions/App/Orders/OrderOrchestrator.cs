using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Orders;

/// <summary>
/// Carries out one order: intent, risk, send, resolve, fills, ledger, audit. It runs as a child of the operation that
/// orders, and may be run again for an order that was left unresolved: it then goes on where the record stands.
/// It holds no decision: what to do about an order without a known end is decided by <see cref="ResolvePolicy"/>.
/// </summary>
public static class OrderOrchestrator
{
    /// <summary>Input <see cref="OrderInput"/>, output <see cref="OrderResult"/>.</summary>
    [Function(nameof(OrderOrchestrator))]
    public static async Task<OrderResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var order = context.GetInput<OrderInput>() ?? throw new InvalidOperationException(
            "An order orchestration needs an OrderInput.");
        OrderTicket ticket;
        try
        {
            ticket = await context.CallActivityAsync<OrderTicket>(
                nameof(OrderActivities.PrepareOrder), order, OrderRetries.Query);
            if (OrderLifeCycle.IsEnd(StageOf(ticket.Stage)))
                return await EndAsync(context, order, StageOf(ticket.Stage), ticket.Code, ticket.Reason);
            if (ticket.Submits == 0)
            {
                var risk = await context.CallActivityAsync<OrderRiskAnswer>(
                    nameof(OrderActivities.CheckOrderRisk), order, OrderRetries.Query);
                if (!risk.Allowed)
                    return await EndAsync(context, order, OrderStage.Refused, risk.Code, risk.Reason);
            }
        }
        catch (TaskFailedException e) when (OrderRetries.NobodyAnswered(e.FailureDetails))
        {
            return await EndAsync(context, order, OrderStage.NotPlaced, OrderCodes.NoAnswer, e.FailureDetails.ErrorMessage);
        }

        var search = new OrderSearch(ticket, context.CurrentUtcDateTime);
        var first = ticket.Submits == 0 ? await SubmitAsync(context, order, search) : null;
        return first switch
        {
            { Outcome: "Rejected" } => await EndAsync(
                context, order, OrderStage.Rejected, OrderCodes.Rejected, $"{first.Code}: {first.Reason}"),
            { Outcome: "NotSent" } => await EndAsync(context, order, OrderStage.Refused, first.Code, first.Reason),
            _ => await ResolveAsync(context, order, search),
        };
    }

    static async Task<OrderResult> ResolveAsync(TaskOrchestrationContext context, OrderInput order, OrderSearch search)
    {
        while (true)
            switch (ResolvePolicy.Next(search.At(context.CurrentUtcDateTime)))
            {
                case ResolveStep.WaitThenLookUp wait:
                    if (wait.Delay > TimeSpan.Zero)
                        await context.CreateTimer(wait.Delay, CancellationToken.None);
                    if (await LookUpAsync(context, order, search) is { } result)
                        return result;
                    break;
                case ResolveStep.ResubmitSameId:
                    await SubmitAsync(context, order, search);
                    break;
                case ResolveStep.ConcludeNothingFilled when search.LastSend is { Outcome: "RejectedAgain" } rejected:
                    return await EndAsync(
                        context, order, OrderStage.Rejected, OrderCodes.Rejected, $"{rejected.Code}: {rejected.Reason}");
                case ResolveStep.ConcludeNothingFilled:
                    return await EndAsync(
                        context, order, OrderStage.Cancelled, OrderCodes.NothingFilled,
                        "The exchange never showed the order or a fill.");
                default:
                    return await EndAsync(
                        context, order, OrderStage.Unresolved, OrderCodes.Unresolved,
                        search.LastLookUp?.Reason ?? "The order was not found.");
            }
    }

    static async Task<OrderSubmitted> SubmitAsync(TaskOrchestrationContext context, OrderInput order, OrderSearch search)
    {
        // The time before the send: a wait counted from here is never shorter than the exchange saw it.
        search.Sending(context.CurrentUtcDateTime);
        var submission = new OrderSubmission(order, search.Submits);
        var sent = await context.CallActivityAsync<OrderSubmitted>(nameof(OrderActivities.SubmitOrder), submission, OrderRetries.Sending);
        search.Sent(sent);
        return sent;
    }

    static async Task<OrderResult?> LookUpAsync(TaskOrchestrationContext context, OrderInput order, OrderSearch search)
    {
        var seen = await context.CallActivityAsync<OrderLookUp>(nameof(OrderResolution.LookUpOrder), order, OrderRetries.Query);
        search.LookedUp(seen);
        if (!seen.IsFinal)
            return null;
        if (seen.Filled > 0m)
        {
            var input = new OrderFillsInput(order, seen.Filled);
            var posted = await context.CallActivityAsync<OrderFillsPosted>(
                nameof(OrderResolution.PostOrderFills), input, OrderRetries.Query);
            if (!posted.Complete)
                return null;
        }
        var stage = StageOf(seen.Stage!);
        var code = stage == OrderStage.Filled ? null : stage == OrderStage.Rejected ? OrderCodes.Rejected : OrderCodes.Cancelled;
        return await EndAsync(context, order, stage, code, seen.Reason);
    }

    static Task<OrderResult> EndAsync(
        TaskOrchestrationContext context, OrderInput order, OrderStage stage, string? code, string? reason) =>
        context.CallActivityAsync<OrderResult>(
            nameof(OrderResolution.RecordOrderOutcome),
            new OrderEnd(order, context.InstanceId, stage.ToString(), code, reason), OrderRetries.Query);

    static OrderStage StageOf(string name) => Enum.Parse<OrderStage>(name);
}
