using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Portfolio;

/// <summary>
/// What a portfolio is worth: the ledger's holdings at the prices of now, and the open profits of contracts. A holding
/// without a price is no value of zero: then there is no valuation, because a breaker must not trip on a missing answer.
/// </summary>
/// <param name="ledger">The holdings.</param>
/// <param name="market">The prices.</param>
/// <param name="positions">Open contracts; left out where none are traded.</param>
public sealed class PortfolioValuation(LedgerRepository ledger, IMarketData market, IPositions? positions = null)
{
    /// <summary>Values a portfolio in USDT.</summary>
    /// <exception cref="MarketDataUnavailableException">A coin that is held has no price now.</exception>
    /// <exception cref="ExchangeUnavailableException">The positions could not be read.</exception>
    public async Task<PortfolioValue> ValueAsync(string portfolio, CancellationToken cancellation)
    {
        var balances = await ledger.BalancesAsync(portfolio, cancellation);
        var prices = new Dictionary<Asset, decimal> { [Asset.Usdt] = 1m };
        foreach (var coin in balances
            .Where(b => b.Account.Kind is AccountKind.Holdings or AccountKind.External)
            .Select(b => b.Amount.Asset).Distinct())
            if (!prices.ContainsKey(coin))
                prices[coin] = (await market.GetQuoteAsync(new Pair(coin, Asset.Usdt), cancellation)).Mid.Value;

        Money InUsdt(Money amount) => new(amount.Amount * prices[amount.Asset], Asset.Usdt);
        var open = positions is null ? [] : await positions.GetPositionsAsync(cancellation);
        return new PortfolioValue(
            [.. balances.Where(b => b.Account.Kind == AccountKind.Holdings)
                .Select(b => new PortfolioHolding(b.Account.Engine, b.Amount, new Money(prices[b.Amount.Asset], Asset.Usdt), InUsdt(b.Amount)))],
            [.. balances.Where(b => b.Account.Kind == AccountKind.External).GroupBy(b => b.Amount.Asset)
                .Select(g => g.Aggregate(Money.Zero(g.Key), (sum, b) => sum - b.Amount))
                .Select(amount => new PortfolioCapital(amount, InUsdt(amount)))],
            open.Aggregate(Money.Zero(Asset.Usdt), (sum, position) => sum + position.UnrealisedPnl),
            open.Count);
    }
}
