using Orchestrations.App.MarketData;
using Orchestrations.App.Paper;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Paper;

/// <summary>A clock, a price and a store that a test sets, and the exchange on them.</summary>
sealed class PaperWorld : TimeProvider, IMarketData
{
    public static readonly Pair Btc = Pair.Parse("BTCUSDT");
    public static readonly Pair Eth = Pair.Parse("ETHUSDT");

    public PaperWorld(PaperExchangeOptions? options = null, IStore? store = null)
    {
        Store = store ?? new InMemoryStore();
        Exchange = new PaperExchange(this, Store, this, options);
    }

    /// <summary>No spread, no impact: every fill is at the last price.</summary>
    public static PaperExchangeOptions Flat { get; } = new() { HalfSpreadBasisPoints = 0m, ImpactBasisPointsPerMillion = 0m };

    public IStore Store { get; }

    public PaperExchange Exchange { get; }

    public DateTimeOffset Now { get; set; } = new(2024, 1, 15, 0, 5, 0, TimeSpan.Zero);

    public Dictionary<Pair, decimal> Prices { get; } = new() { [Btc] = 50_000m, [Eth] = 2_500m };

    public string Description => "a test";

    public override DateTimeOffset GetUtcNow() => Now;

    public Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation)
    {
        if (!Prices.TryGetValue(pair, out var last))
            throw new MarketDataUnavailableException(pair, "the test has none");
        var price = new Price(last, pair);
        return Task.FromResult(new Quote(price, price, price, Now));
    }

    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation) =>
        throw new MarketDataUnavailableException(pair, "the test has none");

    public static OrderRequest Order(string id, decimal size, OrderSide side = OrderSide.Buy, Pair? pair = null) =>
        new(new ClientOrderId(id), pair ?? Btc, side, new Quantity(size, (pair ?? Btc).Base));

    public Task<SubmitOutcome> SubmitAsync(string id, decimal size, OrderSide side = OrderSide.Buy, Pair? pair = null) =>
        Exchange.SubmitAsync(Order(id, size, side, pair), default);

    public Task<OrderSnapshot?> FindAsync(string id, Pair? pair = null) =>
        Exchange.FindOrderAsync(pair ?? Btc, new ClientOrderId(id), default);

    public Task<IReadOnlyList<Fill>> FillsAsync(string id, Pair? pair = null) =>
        Exchange.GetFillsAsync(pair ?? Btc, new ClientOrderId(id), default);

    public async Task<decimal> BalanceAsync(string asset) =>
        (await Exchange.GetBalancesAsync(default)).SingleOrDefault(money => money.Asset.Code == asset).Amount;
}
