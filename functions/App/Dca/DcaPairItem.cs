using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>How far a plan has come with one pair, as stored and as in HTTP answers.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Notional">What was spent, in the quote coin.</param>
/// <param name="NetNotional">What counts as progress, in the quote coin.</param>
/// <param name="NetQuantity">What arrived, in the base coin.</param>
/// <param name="Carried">The amount that last proved too small to order.</param>
/// <param name="Reserved">Amounts set aside for orders whose end is not counted yet.</param>
public sealed record DcaPairItem(
    string Symbol, decimal Notional, decimal NetNotional, decimal NetQuantity, decimal Carried,
    IReadOnlyList<DcaReservationItem> Reserved)
{
    internal static DcaPairItem From(DcaPairProgress p) => new(
        p.Pair.Symbol, p.Notional.Amount, p.NetNotional.Amount, p.NetQuantity.Amount, p.Carried.Amount,
        [.. p.Reserved.Select(r => new DcaReservationItem(r.Order, r.Amount.Amount, r.Unresolved))]);

    internal DcaPairProgress ToProgress()
    {
        var pair = Pair.Parse(Symbol);
        Money Quote(decimal amount) => new(amount, pair.Quote);
        return new DcaPairProgress(
            pair, Quote(Notional), Quote(NetNotional), new Money(NetQuantity, pair.Base), Quote(Carried),
            [.. Reserved.Select(r => new DcaReservation(r.Order, Quote(r.Amount), r.Unresolved))]);
    }
}
