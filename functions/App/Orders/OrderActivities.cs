using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Metrics;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Orders;

/// <summary>
/// The steps of an order up to its sending; what follows is in <see cref="OrderResolution"/>. Every step may run twice: it
/// answers what is recorded before it does anything, and records before it answers.
/// </summary>
public sealed class OrderActivities(
    OrderRepository orders,
    AuditRepository audit,
    RiskAssessment risk,
    OrderVenue venue,
    TimeProvider time,
    AppMeters? meters = null)
{
    /// <summary>
    /// Sizes an order (an entry is made as much smaller as the breaker's level says) and records the intent. The first recorded
    /// size stands, whatever prices do afterwards.
    /// </summary>
    /// <exception cref="ExchangeUnavailableException">The instrument could not be read; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    [Function(nameof(PrepareOrder))]
    public async Task<OrderTicket> PrepareOrder([ActivityTrigger] OrderInput order, CancellationToken cancellation)
    {
        var intent = OrderRecord.IntentOf(order);
        var existing = await orders.FindAsync(order.Portfolio, intent.ClientId.Value, cancellation);
        var record = existing is not null
            ? OrderRepository.Same(existing, order)
            : await orders.CreateAsync(await SizeAsync(order, intent, cancellation), cancellation);
        if (existing is null)
            meters?.SignalGiven(order.Operation, order.Symbol);
        var evidence = new { record.Order, record.ClientId, record.Quantity, record.Price, record.CreatedAt, record.SizeFactor };
        await audit.AppendAsync(record.ClientId + "-intent", "order-intent", order.Instance, evidence, cancellation);
        return new OrderTicket(
            record.ClientId, record.Stage, record.Acknowledged, record.Submits, record.FirstSubmit, record.Code, record.Reason);
    }

    /// <summary>Asks the risk rules. The first recorded answer stands.</summary>
    /// <exception cref="ExchangeUnavailableException">The balances could not be read; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    [Function(nameof(CheckOrderRisk))]
    public async Task<OrderRiskAnswer> CheckOrderRisk([ActivityTrigger] OrderInput order, CancellationToken cancellation)
    {
        var id = OrderRecord.IntentOf(order).ClientId.Value;
        var record = await GetAsync(order, id, cancellation);
        if (record.Risk is null)
        {
            var result = await risk.AssessAsync(
                record.Request, new Price(record.Price, record.Pair), record.Subject, cancellation);
            var answer = RecordOf(result);
            record = await orders.ChangeAsync(
                order.Portfolio, id, r => r.Risk is null ? r with { Risk = answer } : r, cancellation);
        }
        await audit.AppendAsync(id + "-risk", "order-risk", order.Instance, record.Risk, cancellation);
        return record.Risk!.Answer;
    }

    /// <summary>
    /// Sends an order once for each attempt. When the step runs again for an attempt whose answer was not recorded, nothing
    /// is sent: the outcome is unknown, and the orchestrator looks the order up. What may stop the order is read once more after the
    /// attempt was recorded: whoever pulls the kill switch then either sees the attempt or stops it.
    /// </summary>
    [Function(nameof(SubmitOrder))]
    public async Task<OrderSubmitted> SubmitOrder([ActivityTrigger] OrderSubmission submission, CancellationToken cancellation)
    {
        var order = submission.Order;
        var id = OrderRecord.IntentOf(order).ClientId.Value;
        var first = false;
        var record = await orders.ChangeAsync(order.Portfolio, id, r =>
        {
            // Of two executions of one attempt, only the one whose change was stored may send.
            first = OrderRepository.Same(r, order).Submits < submission.Attempt;
            return first ? Sending(r, submission.Attempt) : r;
        }, cancellation);
        if (record.Submitted is null)
        {
            // No cancellation from here on: an answer that arrives must be recorded.
            var sent = first ? await SendAsync(record, submission.Attempt)
                : Answer(new SubmitOutcome.Unknown("The step was cut off and may have sent the order."), submission.Attempt);
            record = await orders.ChangeAsync(
                order.Portfolio, id, r => r.Submitted is null ? Sent(r, sent) : r, CancellationToken.None);
        }
        var evidence = new { record.ClientId, submission.Attempt, record.Submitted };
        await audit.AppendAsync(
            $"{id}-submit-{submission.Attempt}", "order-submit", order.Instance, evidence, CancellationToken.None);
        return record.Submitted!;
    }

    async Task<OrderRecord> SizeAsync(OrderInput order, OrderIntent intent, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        OrderRecord NotPlaced(string code, string reason) =>
            new(order, intent.ClientId.Value, nameof(OrderStage.NotPlaced), 0m, 0m, now) { Code = code, Reason = reason };
        if (TooLate(order, now) is { } late)
            return NotPlaced(OrderCodes.CheckTooOld, late);
        try
        {
            var category = OrderRecord.CategoryOf(order);
            var factor = await risk.SizeFactorAsync(order.Portfolio, OrderRecord.PurposeOf(order), cancellation);
            return await venue.SizeAsync(category, intent, intent.Size * factor, order.ReduceOnly, cancellation) switch
            {
                OrderSize.Sized sized => new OrderRecord(
                    order, intent.ClientId.Value, nameof(OrderStage.Intended), sized.Quantity.Amount, sized.Price.Value, now)
                {
                    SizeFactor = factor == 1m ? null : factor,
                },
                OrderSize.TooSmall small => NotPlaced(OrderSize.TooSmall.Code, small.Reason),
                var other => throw new InvalidOperationException($"Unknown size {other}."),
            };
        }
        catch (UnknownInstrumentException e)
        {
            return NotPlaced(UnknownInstrumentException.Code, e.Message);
        }
    }

    async Task<OrderRecord> GetAsync(OrderInput order, string id, CancellationToken cancellation) =>
        OrderRepository.Same(
            await orders.FindAsync(order.Portfolio, id, cancellation) ?? throw OrderRepository.Missing(id), order);

    async Task<OrderSubmitted> SendAsync(OrderRecord record, int attempt)
    {
        try
        {
            if (await StoppedAsync(record) is var (code, reason))
                return new OrderSubmitted("NotSent", null, code, reason);
        }
        catch (StoreException unread)
        {
            return Answer(new SubmitOutcome.Unknown($"Nothing was sent: what may stop it was not read ({unread.Message})"), attempt);
        }
        return Answer(await venue.Of(record.Request.Category).SubmitAsync(record.Request, CancellationToken.None), attempt);
    }

    // A host that was away for hours must not enter at a price that nobody looked at since; a way out is taken late, too.
    async Task<(string Code, string Reason)?> StoppedAsync(OrderRecord record)
    {
        var now = time.GetUtcNow();
        if (TooLate(record.Order, now) is { } late)
            return (OrderCodes.CheckTooOld, late);
        var age = now - record.CreatedAt;
        if (record.Subject.Purpose == OrderPurpose.Entry && age > ResolvePolicy.ResubmitWithin)
            return (OrderCodes.CheckTooOld, FormattableString.Invariant($"it was sized and checked {age:c} ago"));
        return await risk.StoppedAsync(
            record.Request, new Price(record.Price, record.Pair), record.Subject, CancellationToken.None) is { } refusal
            ? (refusal.Code!, refusal.Reason)
            : null;
    }

    static string? TooLate(OrderInput order, DateTimeOffset now) => order.NotAfter is { } last && now > last
        ? FormattableString.Invariant($"what it was decided on was good until {last:yyyy-MM-dd HH:mm} UTC")
        : null;

    OrderRecord Sending(OrderRecord record, int attempt) => record.MoveTo(OrderStage.Submitting) with
    {
        Submits = attempt,
        FirstSubmit = record.FirstSubmit ?? time.GetUtcNow(),
        Submitted = null,
    };

    static OrderSubmitted Answer(SubmitOutcome outcome, int attempt) => outcome switch
    {
        SubmitOutcome.Accepted accepted => new OrderSubmitted("Accepted", accepted.OrderId, null, null),
        // A later rejection proves nothing about the earlier send.
        SubmitOutcome.Rejected rejected => new OrderSubmitted(
            attempt == 1 ? "Rejected" : "RejectedAgain", null, rejected.Code, rejected.Reason)
        {
            LookFor = attempt == 1 ? null : ResolvePolicy.RejectedAgainWait,
        },
        SubmitOutcome.Unknown unknown => new OrderSubmitted("Unknown", null, null, unknown.Reason),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
    };

    // What ends an order at once (a first send that was rejected or stopped) is recorded by RecordOrderOutcome.
    static OrderRecord Sent(OrderRecord record, OrderSubmitted sent)
    {
        var stage = sent.Outcome == "Accepted" ? OrderStage.Accepted
            : sent.Outcome is "Rejected" or "NotSent" && record.Submits == 1 ? record.At
            : OrderStage.Unknown;
        // Somebody who looked meanwhile may have seen more of it than this answer says.
        var moved = OrderLifeCycle.CanMove(record.At, stage) ? record.MoveTo(stage) : record;
        return moved with
        {
            Submitted = sent,
            Acknowledged = record.Acknowledged || sent.Outcome == "Accepted",
            OrderId = sent.OrderId ?? record.OrderId,
        };
    }

    static OrderRiskRecord RecordOf(RiskResult result) => new(
        new OrderRiskAnswer(result.Allowed, result.Refusal?.Code, result.Refusal?.Reason),
        [.. result.Verdicts.Select(v => new OrderVerdictRecord(
            v.Rule, v.Allowed, v.Code, v.Reason, v.Measures.ToDictionary(m => m.Name, m => m.Value)))]);
}
