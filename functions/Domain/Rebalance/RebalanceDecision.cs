using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Rebalance;

/// <summary>What a look at the core comes to.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Trades">What to do: sells before buys, the largest first. Empty when nothing is due.</param>
/// <param name="Skipped">What would be too small to be worth its fee.</param>
public sealed record RebalanceDecision(
    RebalanceReason Reason, IReadOnlyList<RebalanceTrade> Trades, IReadOnlyList<RebalanceTrade> Skipped)
{
    /// <summary>Decides. Pure: the same reading gives the same trades.</summary>
    /// <param name="reading">What the core and the portfolio are worth.</param>
    /// <param name="parameters">Targets and limits.</param>
    public static RebalanceDecision Decide(RebalanceReading reading, RebalanceParameters parameters)
    {
        var drifts = parameters.Targets.Select(target => Towards(target, reading)).ToList();
        var reason = Reasoned(reading, parameters, drifts);
        if (reason is RebalanceReason.NotDue or RebalanceReason.Settling)
            return new RebalanceDecision(reason, [], []);
        var ordered = drifts
            .Where(trade => trade.Amount.IsPositive)
            .OrderBy(trade => trade.Side == OrderSide.Sell ? 0 : 1)
            .ThenByDescending(trade => trade.Amount.Amount)
            .ThenBy(trade => trade.Pair.Symbol, StringComparer.Ordinal);
        var least = reading.Total * parameters.MinTrade;
        var most = reading.Total * parameters.MaxTrade;
        var trades = ordered
            .Select(trade => trade with { Amount = Money.Min(trade.Amount, most) })
            .ToLookup(trade => trade.Amount >= least);
        return new RebalanceDecision(reason, [.. trades[true]], [.. trades[false]]);
    }

    /// <summary>Fits buys into the cash that is there once the sells are done: all are cut alike when it is too little.</summary>
    /// <param name="buys">The buys decided.</param>
    /// <param name="cash">What the core may spend.</param>
    public static IReadOnlyList<RebalanceTrade> Fit(IReadOnlyList<RebalanceTrade> buys, Money cash)
    {
        const decimal smallest = 0.00000001m;
        var wanted = buys.Aggregate(Money.Zero(cash.Asset), (sum, buy) => sum + buy.Amount);
        if (wanted <= cash)
            return buys;
        var share = cash.IsPositive ? cash.Amount / wanted.Amount : 0m;
        return [.. buys.Select(buy => buy with { Amount = (buy.Amount * share).RoundDown(smallest) }).Where(buy => buy.Amount.IsPositive)];
    }

    static RebalanceTrade Towards(RebalanceTarget target, RebalanceReading reading)
    {
        var value = reading.ValueOf(target.Pair);
        var difference = value - reading.Total * target.Share;
        var drift = reading.Total.IsPositive ? difference.Amount / reading.Total.Amount : 0m;
        return difference.IsPositive
            ? new RebalanceTrade(target.Pair, OrderSide.Sell, difference, drift)
            : new RebalanceTrade(target.Pair, OrderSide.Buy, -difference, drift);
    }

    static RebalanceReason Reasoned(RebalanceReading reading, RebalanceParameters parameters, List<RebalanceTrade> drifts)
    {
        if (reading.Now - reading.FirstLook < parameters.Settling)
            return RebalanceReason.Settling;
        if (reading.Now - (reading.Last ?? reading.FirstLook) >= parameters.Every)
            return RebalanceReason.Calendar;
        return drifts.Any(trade => Math.Abs(trade.Drift) >= parameters.MaxDrift) ? RebalanceReason.Drift : RebalanceReason.NotDue;
    }
}
