using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Orders;

/// <summary>
/// What one orchestration has learned about an order that was sent. Rebuilt by every replay from the answers of the steps,
/// so it must not depend on anything else.
/// </summary>
sealed class OrderSearch
{
    readonly DateTimeOffset begun;
    DateTimeOffset firstSubmit;
    DateTimeOffset lastSubmit;
    bool acknowledged;
    int lookUps;
    int notFoundInARow;
    bool shownFinal;

    public OrderSearch(OrderTicket ticket, DateTime now)
    {
        begun = Utc(now);
        firstSubmit = lastSubmit = ticket.FirstSubmit ?? begun;
        acknowledged = ticket.Acknowledged;
        Submits = ticket.Submits;
    }

    public int Submits { get; private set; }

    public OrderSubmitted? LastSend { get; private set; }

    public OrderLookUp? LastLookUp { get; private set; }

    public ResolveState At(DateTime now) => new(
        acknowledged, LastSend is { Outcome: "RejectedAgain" }, Submits, lookUps, notFoundInARow,
        Utc(now) - firstSubmit, Utc(now) - lastSubmit, Utc(now) - begun)
    {
        ShownFinal = shownFinal,
        RejectedAgainWait = LastSend?.LookFor ?? ResolvePolicy.LeastWait,
    };

    // What was not found before this send says nothing about it: the count begins anew.
    public void Sending(DateTime now)
    {
        lastSubmit = Utc(now);
        if (Submits++ == 0)
            firstSubmit = lastSubmit;
        lookUps = notFoundInARow = 0;
    }

    public void Sent(OrderSubmitted sent)
    {
        LastSend = sent;
        acknowledged |= sent.Outcome == "Accepted";
    }

    public void LookedUp(OrderLookUp seen)
    {
        LastLookUp = seen;
        shownFinal |= seen is { Answer: "Found", IsFinal: true };
        lookUps++;
        acknowledged |= seen.Answer == "Found";
        notFoundInARow = seen.Answer switch { "NotFound" => notFoundInARow + 1, "Found" => 0, _ => notFoundInARow };
    }

    static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
