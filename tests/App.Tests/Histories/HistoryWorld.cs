using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Alerts;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Closing;
using Orchestrations.App.Contracts;
using Orchestrations.App.Dca;
using Orchestrations.App.Exchange;
using Orchestrations.App.Funding;
using Orchestrations.App.Health;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Orders;
using Orchestrations.App.Paper;
using Orchestrations.App.Reconciliation;
using Orchestrations.App.Risk;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Tests.Alerts;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The whole app on a real durable host in a time of its own, with an exchange that can be troubled.</summary>
sealed class HistoryWorld : IAsyncDisposable
{
    readonly CaseHost host = new(Bench.Start);
    readonly string keys;

    public HistoryWorld(
        PaperExchangeOptions? options = null, IReadOnlyDictionary<string, string?>? settings = null, Func<IStore, IStore>? wrap = null)
    {
        var time = host.Time;
        Market = new StillMarket(time);
        IStore store = new InMemoryStore();
        store = wrap is null ? store : wrap(store);
        Store = new TroubledStore(store);
        Paper = new PaperExchange(Market, store, time, options, Market);
        Exchange = new TroubledExchange(Paper);
        Contracts = new TroubledContracts(Paper.Perpetuals);
        Webhook = new TroubledChannel("webhook", time);
        Mail = new TroubledChannel("email", time);
        Host = new TroubledHost(time);
        keys = Directory.CreateTempSubdirectory("orchestrations-keys-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(AppSettings.Schedules)
            .AddInMemoryCollection([KeyValuePair.Create("Keys:File", (string?)Path.Combine(keys, "keys.json"))])
            .AddInMemoryCollection(settings ?? new Dictionary<string, string?>())
            .Build();
        host.Start(new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(time)
            .AddLogging()
            .AddSingleton<IAlertChannel>(Webhook)
            .AddSingleton<IAlertChannel>(Mail)
            .AddSingleton<IMarketData>(Market)
            .AddSingleton<IStore>(Store)
            .AddSingleton<IExchange>(Exchange)
            .AddSingleton<IPerpetualMarket>(Market)
            .AddSingleton<IHostReadings>(Host)
            .AddSingleton<IMarketClock>(Host)
            .AddSingleton<IPerpetuals>(Contracts)
            .AddSingleton<IStops>(Contracts)
            .AddSingleton<IPositions>(Paper.Perpetuals)
            .AddSingleton<ITransactionLog>(Paper.Perpetuals)
            .AddOrchestrationsApp(configuration));
    }

    /// <summary>True when runs of operations are to end in packs.</summary>
    public bool Proves { get; set; }

    /// <summary>What the app keeps; the exchange keeps its own.</summary>
    public TroubledStore Store { get; }

    public PaperExchange Paper { get; }

    public TroubledExchange Exchange { get; }

    public TroubledContracts Contracts { get; }

    /// <summary>Stands in for the webhook's receiver, where the settings name one.</summary>
    public TroubledChannel Webhook { get; }

    /// <summary>Stands in for the mail server, where the settings name one.</summary>
    public TroubledChannel Mail { get; }

    /// <summary>What the head says of itself, and of the exchange's clock.</summary>
    public TroubledHost Host { get; }

    /// <summary>The file with the keys that evidence is signed with.</summary>
    public string KeyFile => Path.Combine(keys, "keys.json");

    public ContractClaims Claims => Get<ContractClaims>();

    public LedgerRepository Ledger => Get<LedgerRepository>();

    public StillMarket Market { get; }

    public EmergencyStop Stop => Get<EmergencyStop>();

    /// <summary>A part of the app or the host.</summary>
    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public DateTimeOffset Now => host.Time.GetUtcNow();

    /// <summary>Does something when so much time has passed, while other things run.</summary>
    public void Later(TimeSpan delay, Func<Task> step) => host.Later(delay, step);

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan duration) => host.RunUntil(Now + duration);

    /// <summary>Runs code outside of the host, at this moment.</summary>
    public void Do(Func<Task> step) => host.Do(step);

    public T Get<T>(Func<Task<T>> step)
    {
        T? result = default;
        Do(async () => { result = await step(); });
        return result!;
    }

    /// <summary>Puts what the account holds into the books of CORE.</summary>
    public void OpenBooks() => Do(async () =>
    {
        foreach (var balance in await Paper.ReadBalancesAsync(CancellationToken.None))
            await Ledger.PostAsync("main", JournalEntries.Deposit("opening-" + balance.Asset, PortfolioEngine.Core, balance, Now));
    });

    /// <summary>A balance of the books.</summary>
    public decimal Booked(PortfolioEngine engine, AccountKind kind, string asset) =>
        Get(() => Ledger.BalanceAsync("main", new Account(engine, kind), new Asset(asset))).Amount;

    /// <summary>Every alert that somebody has to look at.</summary>
    public IReadOnlyList<AlertItem> Alerts() => [.. Notes().Where(alert => alert is { Severity: not "P3", State: not "resolved" })];

    /// <summary>Every alert, the newest first.</summary>
    public IReadOnlyList<AlertItem> Notes() =>
        Get(async () => await Get<AlertRepository>().ListAsync().ToListAsync());

    /// <summary>Starts the notices that are due, as the timer does.</summary>
    public void StartNotices() => Do(() => Get<AlertNotices>().StartDueAsync(host.Client, CancellationToken.None));

    /// <summary>A reconciliation, from its start to its end.</summary>
    public ReconciliationResult Reconcile(string instance) => Run<ReconciliationResult>(
        nameof(ReconciliationOrchestrator), instance, new ReconciliationInput("main", TimeSpan.FromMinutes(1)));

    /// <summary>A funding cycle of BTC, from its start to its end; its instance is named by the time.</summary>
    public (FundingCycleResult Result, string Instance) Cycle()
    {
        var period = FormattableString.Invariant($"{Now:yyyyMMddHH}");
        var instance = "funding-BTCUSDT-" + period;
        var input = new FundingCycleInput("main", "BTCUSDT", period) { Prove = Proves };
        return (Run<FundingCycleResult>(nameof(FundingOrchestrator), instance, input), instance);
    }

    /// <summary>A trend run of BTC, from its start to its end; its instance is named by the day.</summary>
    public (TrendRunResult Result, string Instance) TrendRun()
    {
        var day = FormattableString.Invariant($"{Now:yyyyMMdd}");
        var instance = "trend-BTCUSDT-" + day;
        var input = new TrendRunInput("main", "BTCUSDT", day) { Prove = Proves };
        return (Run<TrendRunResult>(nameof(TrendOrchestrator), instance, input), instance);
    }

    /// <summary>Closes an engine.</summary>
    public EngineClosed Close(string orchestrator, string engine, string instance) =>
        Run<EngineClosed>(orchestrator, instance, new CloseEngineInput("main", engine, instance, "a test"));

    /// <summary>One order, from its start to its end.</summary>
    public OrderResult Order(string instance, OrderInput order) => Run<OrderResult>(nameof(OrderOrchestrator), instance, order);

    /// <summary>One run of the tests' DCA plan, which is made when there is none.</summary>
    public DcaRunResult DcaRun(string interval)
    {
        Do(async () => await Get<DcaRepository>().CreateAsync(Bench.Plan()));
        return Run<DcaRunResult>(nameof(DcaOrchestrator), "dca-core-" + interval, new DcaRunInput("core", interval));
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(keys, recursive: true);
    }

    /// <summary>Any orchestration, from its start to its end.</summary>
    public T Run<T>(string orchestrator, string instance, object input)
    {
        Do(() => host.Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instance)));
        return Ended<T>(instance);
    }

    /// <summary>Lets time go on until an instance that was started has completed, and reads its result.</summary>
    public T Ended<T>(string instance)
    {
        var ended = host.RunToEnd(instance);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        return ended.ReadOutputAs<T>()!;
    }
}
