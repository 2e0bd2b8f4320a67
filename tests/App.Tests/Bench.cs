using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Closing;
using Orchestrations.App.Contracts;
using Orchestrations.App.Dca;
using Orchestrations.App.Exchange;
using Orchestrations.App.KillSwitch;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Paper;
using Orchestrations.App.Portfolio;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Risk;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Dca;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App.Tests;

/// <summary>
/// The app's parts on a store in memory, the paper exchange and prices that stand still until a test moves them.
/// </summary>
sealed class Bench : IMarketData, IPerpetualMarket, IDisposable
{
    readonly Dictionary<string, decimal> prices = new() { ["BTCUSDT"] = 50_000m, ["ETHUSDT"] = 2_500m };

    public Bench(PaperExchangeOptions? options = null, Func<IExchange, IExchange>? wrap = null)
    {
        Audit = new AuditRepository(Store, Time);
        Ledger = new LedgerRepository(Store);
        Orders = new OrderRepository(Store);
        Plans = new DcaRepository(Store);
        Stop = new EmergencyStop(Store, Audit, Time);
        Paper = new PaperExchange(this, Store, Time, options, this);
        Exchange = wrap is null ? Paper : wrap(Paper);
        var limits = new RiskLimits(TimeSpan.FromMinutes(2), 0.02m, 0.8m, 0.25m, new Money(0m, Asset.Usdt), 0.005m);
        var venue = new OrderVenue(Exchange, Paper.Perpetuals, this, this);
        Claims = new ContractClaims(Store);
        Alerts = new AlertRepository(Store, Audit, Time);
        Contracts = new ContractBooks(Paper.Perpetuals, Ledger, Orders, Claims, Alerts, Store, Time);
        var watch = new RiskWatchSettings(BreakerParameters.Standard, 10m);
        Breakers = new BreakerRepository(Store, watch);
        Kill = new KillSwitchRepository(Store, Audit, Time);
        Losses = new LossMemory(Store);
        var background = new RiskBackground(Breakers, Kill, Losses, Ledger, new CoinCorrelations(this, Time),
            new PromisedFunds(Orders, Time), Time);
        var risk = new RiskAssessment(
            RiskBook.Standard, new RiskSettings(limits), Stop, background, Exchange, this, venue, Time);
        Watching = new RiskWatchActivities(new PortfolioValuation(Ledger, this), Breakers, new EngineClosers([]), watch, Audit);
        Placing = new OrderActivities(Orders, Audit, risk, venue, Time);
        Resolving = new OrderResolution(Orders, Audit, Ledger, Contracts, venue, Time);
        Dca = new DcaActivities(Plans, Audit, new ProofPackSettings("test", "", 1, [], 1, TimeSpan.FromDays(1)));
    }

    public static DateTimeOffset Start { get; } = new(2024, 1, 15, 0, 5, 0, TimeSpan.Zero);

    public static CancellationToken None => CancellationToken.None;

    public ManualTime Time { get; } = new(Start);

    public InMemoryStore Store { get; } = new();

    public AuditRepository Audit { get; }

    public LedgerRepository Ledger { get; }

    public OrderRepository Orders { get; }

    public DcaRepository Plans { get; }

    public EmergencyStop Stop { get; }

    public BreakerRepository Breakers { get; }

    public KillSwitchRepository Kill { get; }

    public LossMemory Losses { get; }

    public RiskWatchActivities Watching { get; }

    public PaperExchange Paper { get; }

    public IExchange Exchange { get; }

    public OrderActivities Placing { get; }

    public OrderResolution Resolving { get; }

    public DcaActivities Dca { get; }

    public ContractClaims Claims { get; }

    public ContractBooks Contracts { get; }

    public AlertRepository Alerts { get; }

    /// <summary>What was settled, as far as the clock has come.</summary>
    public List<FundingRate> Rates { get; } = [];

    public string Description => "prices of a test";

    public bool HasPrices { get; set; } = true;

    public static OrderInput Buy(decimal amount = 100m, string symbol = "BTCUSDT", string instance = "dca-core-20240115") =>
        new("main", "CORE", "dca", instance, symbol, symbol, "Buy", amount, "USDT");

    public static DcaPlan Plan(decimal capital = 1_400m) => new(
        "core", "main", new Money(capital, Asset.Usdt),
        [new DcaTarget(Pair.Parse("BTCUSDT"), 0.5m), new DcaTarget(Pair.Parse("ETHUSDT"), 0.25m)],
        new DateTimeOffset(2024, 1, 15, 0, 0, 0, TimeSpan.Zero), new Money(10m, Asset.Usdt));

    public void SetPrice(string symbol, decimal price) => prices[symbol] = price;

    public Task<Quote> GetQuoteAsync(Pair pair, CancellationToken cancellation)
    {
        if (!HasPrices || !prices.TryGetValue(pair.Symbol, out var price))
            throw new MarketDataUnavailableException(pair, "the test took it away");
        var at = new Price(price, pair);
        return Task.FromResult(new Quote(at, at, at, Time.Now));
    }

    public Task<IReadOnlyList<Bar>> GetDailyBarsAsync(Pair pair, int count, CancellationToken cancellation) =>
        throw new MarketDataUnavailableException(pair, "tests of orders need no history");

    public async Task<PerpetualTicker> GetTickerAsync(Pair pair, CancellationToken cancellation)
    {
        var quote = await GetQuoteAsync(pair, cancellation);
        return new PerpetualTicker(quote, quote.Last, quote.Last, 0.0001m, Time.Now.AddHours(8), TimeSpan.FromHours(8));
    }

    public Task<IReadOnlyList<FundingRate>> GetFundingRatesAsync(
        Pair pair, DateTimeOffset after, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<FundingRate>>(
        [.. Rates.Where(rate => rate.Pair == pair && rate.Time > after && rate.Time <= Time.Now)]);

    public Task<IReadOnlyList<Bar>> GetMarkBarsAsync(Pair pair, DateTimeOffset after, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Bar>>([]);

    /// <summary>An order from its intent to its end, without an engine: every step runs twice.</summary>
    public async Task<OrderResult> CarryOutTwiceAsync(OrderInput order)
    {
        var ticket = await TwiceAsync(() => Placing.PrepareOrder(order, None));
        if (ticket.Code is not null)
            return await EndAsync(order, ticket.Stage, ticket.Code, ticket.Reason);
        var risk = await TwiceAsync(() => Placing.CheckOrderRisk(order, None));
        if (!risk.Allowed)
            return await EndAsync(order, "Refused", risk.Code, risk.Reason);
        await TwiceAsync(() => Placing.SubmitOrder(new OrderSubmission(order, 1), None));
        var seen = await TwiceAsync(() => Resolving.LookUpOrder(order, None));
        await TwiceAsync(() => Resolving.PostOrderFills(new OrderFillsInput(order, seen.Filled), None));
        return await EndAsync(order, seen.Stage!, null, null);
    }

    public Task<OrderResult> EndAsync(OrderInput order, string stage, string? code, string? reason) =>
        TwiceAsync(() => Resolving.RecordOrderOutcome(new OrderEnd(order, "order-run", stage, code, reason), None));

    public void Dispose()
    {
        Audit.Dispose();
        Ledger.Dispose();
        Paper.Dispose();
    }

    /// <summary>Runs a step as a host does after a crash: a second time, with the same answer.</summary>
    public static async Task<T> TwiceAsync<T>(Func<Task<T>> step)
    {
        var first = await step();
        Assert.Equal(StoreJson.Write(first), StoreJson.Write(await step()));
        return first;
    }
}
