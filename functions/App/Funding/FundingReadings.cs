using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Funding;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Funding;

/// <summary>Gathers what a funding cycle looks at: the market, the instruments, and the legs as the books have them.</summary>
public sealed class FundingReadings(
    IExchange spot, IPerpetuals perpetuals, IMarketData market, IPerpetualMarket contractMarket, LedgerRepository ledger,
    ContractBooks contracts)
{
    /// <summary>The legs of a contract's hedge as the books have them.</summary>
    public async Task<FundingLegs> LegsAsync(string portfolio, Pair pair, CancellationToken cancellation)
    {
        var held = await ledger.BalanceAsync(
            portfolio, new Account(PortfolioEngine.Funding, AccountKind.Holdings), pair.Base, cancellation);
        var position = await contracts.PositionAsync(portfolio, PortfolioEngine.Funding, pair, cancellation);
        return new FundingLegs(
            new Quantity(Math.Max(0m, held.Amount), pair.Base), new Quantity(Math.Max(0m, -position), pair.Base));
    }

    /// <summary>Prices and rules now.</summary>
    /// <exception cref="UnknownInstrumentException">One of the markets does not trade the pair.</exception>
    /// <exception cref="ExchangeUnavailableException">The rules could not be read; ask again.</exception>
    /// <exception cref="MarketDataUnavailableException">There is no price; ask again.</exception>
    public async Task<FundingMarket> MarketAsync(Pair pair, CancellationToken cancellation) => new(
        await spot.GetInstrumentAsync(pair, cancellation),
        await perpetuals.GetInstrumentAsync(pair, cancellation),
        await market.GetQuoteAsync(pair, cancellation),
        await contractMarket.GetTickerAsync(pair, cancellation));

    /// <summary>What the domain decides on. The interval is the instrument's, never assumed.</summary>
    public async Task<FundingReading> ReadingAsync(
        FundingMarket now, DateTimeOffset time, FundingParameters parameters, CancellationToken cancellation)
    {
        var interval = now.Contract.FundingInterval;
        var settled = await contractMarket.GetFundingRatesAsync(
            now.Contract.Pair, time - interval * (parameters.PositivePeriods + 1), cancellation);
        return new FundingReading(
            now.Contract.Pair, time, now.Ticker.FundingRate, interval, [.. settled.Select(rate => rate.Rate)],
            now.Quote.Mid, now.Ticker.Mark);
    }
}

/// <summary>The legs of a hedge, in the base coin.</summary>
/// <param name="Spot">What is held, net of fees.</param>
/// <param name="Short">What is sold short.</param>
public sealed record FundingLegs(Quantity Spot, Quantity Short)
{
    /// <summary>True when nothing is held at all.</summary>
    internal bool IsNothing => Short.IsZero && Spot.IsZero;

    /// <summary>True when nothing is open but what no spot order can sell.</summary>
    internal bool IsFlat(FundingMarket now) => Short.IsZero
        && (Spot.Amount < now.Spot.BasePrecision || (now.Quote.Bid * Spot).Amount < now.Spot.MinOrderAmount);
}

/// <summary>Prices and rules of both legs.</summary>
/// <param name="Spot">The spot instrument.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Quote">The spot prices.</param>
/// <param name="Ticker">The contract's prices and rate.</param>
public sealed record FundingMarket(SpotInstrument Spot, PerpetualInstrument Contract, Quote Quote, PerpetualTicker Ticker)
{
    internal HedgeRules Rules => new(Contract.LotStep, Contract.MinQuantity, Contract.MinNotional, Contract.MaxMarketQuantity);
}
