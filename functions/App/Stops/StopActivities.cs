using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Audit;
using Orchestrations.App.Exchange;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Stops;

/// <summary>
/// The one step of a stop. Invariant: a stop is never moved against its position; one that stands better than it should stays.
/// </summary>
public sealed class StopActivities(IStops stops, StopSightings sightings, AuditRepository audit, TimeProvider time)
{
    /// <summary>Looks at a stop and sends the change it needs, if any. May run twice: every change may be sent again.</summary>
    /// <exception cref="ExchangeUnavailableException">The exchange gave no answer; ask again.</exception>
    [Function(nameof(EnsureStop))]
    public async Task<StopLook> EnsureStop([ActivityTrigger] StopLookInput input, CancellationToken cancellation)
    {
        var wanted = OrderOf(input);
        var seen = await stops.FindStopAsync(wanted.Pair, wanted.ClientId, cancellation);
        if (seen is not null)
            await sightings.NoteAsync(seen, cancellation);
        var (status, outcome) = seen switch
        {
            { Status: StopStatus.Filled } => ("Filled", null),
            { Status: StopStatus.Gone } => ("Gone", null),
            null when !input.Stop.Wanted => ("Gone", null),
            null => ("Changing", await stops.PlaceAsync(wanted, cancellation)),
            _ when !input.Stop.Wanted => ("Changing", await stops.CancelAsync(wanted.Pair, wanted.ClientId, cancellation)),
            _ when Better(wanted, seen.Order) is { } better && better != seen.Order =>
                ("Changing", await stops.AmendAsync(better, cancellation)),
            _ => ("Standing", (SubmitOutcome?)null),
        };
        var look = outcome is SubmitOutcome.Rejected rejected
            ? new StopLook("Refused", 0m, 0m, $"{rejected.Code}: {rejected.Reason}")
            : new StopLook(
                seen is null && outcome is SubmitOutcome.Accepted { OrderId: null } && input.Stop.Wanted ? "Hidden" : status,
                seen?.Order.Trigger.Value ?? 0m, seen?.Order.Quantity.Amount ?? 0m,
                (outcome as SubmitOutcome.Unknown)?.Reason ?? seen?.Reason);
        if (outcome is not null)
            await audit.AppendAsync(
                FormattableString.Invariant($"{input.ClientId}-{time.GetUtcNow():yyyyMMdd'T'HHmmss.fffffff}"), "stop-change",
                input.Stop.Instance, new { input.ClientId, input.Stop, Outcome = outcome.GetType().Name, look.Status, look.Reason },
                cancellation);
        return look;
    }

    // The size as asked for, and the better trigger of the two for the position.
    static StopOrder Better(StopOrder wanted, StopOrder standing)
    {
        var higher = wanted.Trigger.CompareTo(standing.Trigger) > 0;
        return wanted with { Trigger = higher == (wanted.Side == OrderSide.Sell) ? wanted.Trigger : standing.Trigger };
    }

    static StopOrder OrderOf(StopLookInput input)
    {
        var pair = Pair.Parse(input.Stop.Symbol);
        var side = input.Stop.Side switch
        {
            "Buy" => OrderSide.Buy,
            "Sell" => OrderSide.Sell,
            _ => throw new DomainException("ORC-ORDER-004", $"'{input.Stop.Side}' is not a side: use Buy or Sell."),
        };
        return new StopOrder(
            new ClientOrderId(input.ClientId), pair, side, new Quantity(input.Stop.Quantity, pair.Base),
            new Price(input.Stop.Trigger, pair));
    }
}
