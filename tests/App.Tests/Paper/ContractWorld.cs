using Orchestrations.App.MarketData;
using Orchestrations.App.Paper;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Paper;

/// <summary>A clock, hourly bars and settlements that a test writes, and the paper exchange's contracts on them.</summary>
sealed class ContractWorld : TimeProvider, IMarketData, IPerpetualMarket
{
    public static readonly Pair Btc = Pair.Parse("BTCUSDT");

    readonly List<Bar> bars = [];
    readonly List<FundingRate> rates = [];

    public ContractWorld(PaperExchangeOptions? options = null, IStore? store = null)
    {
        Store = store ?? new InMemoryStore();
        Options = options ?? Flat;
        Exchange = Open();
    }

    /// <summary>No spread, impact or slippage, and 10,000 USDT.</summary>
    public static PaperExchangeOptions Flat { get; } = new()
    {
        HalfSpreadBasisPoints = 0m, ImpactBasisPointsPerMillion = 0m, StopSlippageBasisPoints = 0m,
    };

    public IStore Store { get; }

    public PaperExchangeOptions Options { get; }

    public PaperExchange Exchange { get; private set; }

    public PaperPerpetuals Contracts => Exchange.Perpetuals;

    public DateTimeOffset Now { get; set; } = new(2024, 1, 15, 0, 5, 0, TimeSpan.Zero);

    public decimal Price { get; set; } = 50_000m;

    public string Description => "a test";

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>The same account in a process started anew.</summary>
    public PaperExchange Open() => Exchange = new PaperExchange(this, Store, this, Options, this);

    /// <summary>The hour passes, and its bar is known; the clock stands five minutes after its close.</summary>
    public void Hour(decimal open, decimal high, decimal low, decimal close)
    {
        var begin = new DateTimeOffset(Now.UtcTicks - Now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
        bars.Add(new Bar(Btc, begin, TimeSpan.FromHours(1), open, high, low, close, 1m));
        Now = begin.AddMinutes(65);
        Price = close;
    }

    /// <summary>Quiet hours up to five minutes after a time, with a settlement at it.</summary>
    public void Settle(DateTimeOffset at, decimal rate)
    {
        while (Now < at)
            Hour(Price, Price, Price, Price);
        rates.Add(new FundingRate(Btc, at, rate));
    }

    public Task<SubmitOutcome> SubmitAsync(
        string id, decimal size, OrderSide side, bool reduceOnly = false, PositionIndex index = PositionIndex.OneWay) =>
        Contracts.SubmitAsync(Order(id, size, side) with { ReduceOnly = reduceOnly, PositionIndex = index }, default);

    public Task<SubmitOutcome> StopAsync(string id, decimal size, decimal trigger, OrderSide side = OrderSide.Sell) =>
        Contracts.PlaceAsync(Stop(id, size, trigger, side), default);

    public static OrderRequest Order(string id, decimal size, OrderSide side) =>
        new(new ClientOrderId(id), Btc, side, new Quantity(size, Btc.Base)) { Category = OrderCategory.Linear };

    public static StopOrder Stop(string id, decimal size, decimal trigger, OrderSide side = OrderSide.Sell) =>
        new(new ClientOrderId(id), Btc, side, new Quantity(size, Btc.Base), new Price(trigger, Btc));

    public async Task<decimal> WalletAsync() =>
        (await Exchange.ReadBalancesAsync(default)).Single(money => money.Asset == Asset.Usdt).Amount;

    public async Task<Position?> PositionAsync() => (await Contracts.GetPositionsAsync(default)).SingleOrDefault();

    public Task<StopSnapshot?> StopAsync(string id) => Contracts.FindStopAsync(Btc, new ClientOrderId(id), default);

    public Task<IReadOnlyList<Transaction>> LogAsync() =>
        Contracts.ListAsync(DateTimeOffset.UnixEpoch, Now, default);

    public Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation)
    {
        var price = new Price(Price, pair);
        return Task.FromResult(new Quote(price, price, price, Now));
    }

    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation) =>
        throw new MarketDataUnavailableException(pair, "the test has none");

    public async Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation)
    {
        var quote = await GetQuoteAsync(pair, cancellation);
        return new PerpetualTicker(quote, quote.Last, quote.Last, 0.0001m, Now.AddHours(8), TimeSpan.FromHours(8));
    }

    public Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<FundingRate>>([.. rates.Where(rate => rate.Time > after && rate.Time <= Now)]);

    public Task<IReadOnlyList<Bar>> GetMarkBarsAsync(Pair pair, DateTimeOffset after, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Bar>>([.. bars.Where(bar => bar.CloseTime > after && bar.CloseTime <= Now)]);
}
