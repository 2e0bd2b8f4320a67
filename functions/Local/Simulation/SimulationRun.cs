using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Orchestrations.App;
using Orchestrations.App.Audit;
using Orchestrations.App.Contracts;
using Orchestrations.App.Dca;
using Orchestrations.App.Exchange;
using Orchestrations.App.Keys;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Recorded;
using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.App.Messaging;
using Orchestrations.App.Paper;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Performance;
using Orchestrations.Engine;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Engine.ServiceBus.Listening;
using Orchestrations.Engine.Timers;
using Orchestrations.Engine.Work;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Messaging;
using Orchestrations.Local.Serving;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// Runs the app as it is (same functions, orchestrators, timers, risk rules, books) in virtual time over a market, on one
/// thread. Nothing of a day is known before its bar has closed, because prices come from the clock's now.
/// </summary>
sealed class SimulationRun : IAsyncDisposable
{
    const int MostFaultsInARow = 10;

    readonly SimulationOptions options;
    readonly VirtualTime time;
    readonly ServiceProvider services;
    readonly PaperExchange exchange;
    readonly IMarketData market;
    readonly SimulationBooks books;
    readonly EquityCurve equity = new();
    readonly Stopwatch wall = Stopwatch.StartNew();

    /// <exception cref="CodedError">ORC-LOCAL-003: the period or an operation cannot be simulated.</exception>
    public SimulationRun(SimulationOptions options)
    {
        this.options = options;
        Check(options);
        time = new VirtualTime(options.Start);
        var configuration = new ConfigurationBuilder()
            .Add(new NamedSettings(NamedSettings.Default, AppSettings.Schedules))
            .Add(new NamedSettings(NamedSettings.Head, SimulationOptions.Defaults(options.Operations)))
            .Add(new NamedSettings(NamedSettings.CommandLine, options.Settings))
            .Build();
        var collection = new ServiceCollection().AddAppWithPaper(configuration);
        market = Market(new SettingsReader(configuration));
        collection
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(time)
            .AddLogging()
            .AddSingleton(market)
            .AddSingleton<IStore, InMemoryStore>()
            .AddSingleton(Perpetuals(market))
            .AddSingleton(FearGreed())
            .AddPaperExchange(PaperFaults.At(options.Faults, options.Seed))
            .AddDurableEngine(time, new EngineOptions())
            .AddFunctions(new HostJson(), typeof(AppServices).Assembly)
            .AddSingleton<IMessageSender>(provider => new BrokerMessageSender(provider.GetRequiredService<MessageBroker>));
        services = collection.BuildServiceProvider();
        if (services.GetRequiredService<ProofPackSettings>().Operations.Count > 0
            && services.GetRequiredService<KeysSettings>() is { VaultUri: null, File: "" })
            throw new CodedError(
                CodedError.BadArgument, "ProofPacks:Operations needs a place for keys in a simulation: add --set Keys:File=FILE.");
        exchange = services.GetRequiredService<PaperExchange>();
        books = new SimulationBooks(
            services.GetRequiredService<LedgerRepository>(),
            services.GetRequiredService<TradingSettings>().Portfolio,
            market,
            exchange);
    }

    /// <summary>The market's own words for what it is.</summary>
    public string MarketDescription => market.Description;

    /// <summary>What the app keeps its state with: for reading what a run left.</summary>
    public IServiceProvider Services => services;

    /// <summary>Runs the whole period.</summary>
    /// <param name="progress">Told after each day how many are done.</param>
    /// <param name="cancellation">Stops between two days.</param>
    public SimulationReport Run(Action<int> progress, CancellationToken cancellation)
    {
        var engine = services.GetRequiredService<DurableEngine>();
        var timers = services.GetRequiredService<TimerListeners>();
        var listeners = services.GetRequiredService<ServiceBusListeners>();
        engine.Start();
        Await(async () => await PaperMoney.RecordOpeningAsync(services, Opening(), CancellationToken.None));
        Await(async () => await listeners.StartAsync(CancellationToken.None));
        Await(async () => await timers.StartAsync(CancellationToken.None));
        equity.Add(options.From.AddDays(-1), Await(books.ValueAsync));
        for (var day = 0; day < options.Days; day++)
        {
            cancellation.ThrowIfCancellationRequested();
            time.RunUntil(options.Start.AddDays(day + 1));
            equity.Add(options.From.AddDays(day), Await(books.ValueAsync));
            progress(day + 1);
        }

        // No new runs; what is under way ends in its own time.
        Await(async () => await timers.StopAsync(CancellationToken.None));
        for (var hours = 0; hours < 72 && engine.Statistics.ActiveInstances > 0; hours++)
            time.RunUntil(time.GetUtcNow().AddHours(1));
        Await(async () => await listeners.StopAsync(CancellationToken.None));
        Await(BookRestAsync);
        return Report(engine);
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    static void Check(SimulationOptions options)
    {
        if (options.To < options.From)
            throw new CodedError(
                CodedError.BadArgument, $"--to {options.To:yyyy-MM-dd} is before --from {options.From:yyyy-MM-dd}.");
        if (options.Days > 366 * 30)
            throw new CodedError(CodedError.BadArgument, $"{options.Days} days are too many: use at most 30 years.");
        if (options.Faults is not (>= 0 and <= 1))
            throw new CodedError(
                CodedError.BadArgument,
                FormattableString.Invariant($"--faults {options.Faults} is not a probability: use 0 to 1."));
        if (options.Operations.Count == 0)
            throw new CodedError(
                CodedError.BadArgument,
                $"--operations names none. Known: {string.Join(", ", SimulationOptions.KnownOperations.Keys)}; all for all.");
        foreach (var operation in options.Operations)
            if (!SimulationOptions.KnownOperations.ContainsKey(operation))
                throw new CodedError(
                    CodedError.BadArgument,
                    $"There is no operation '{operation}'. Known: {string.Join(", ", SimulationOptions.KnownOperations.Keys)}.");
    }

    IMarketData Market(SettingsReader settings)
    {
        var halfSpread = MarketSettings.Read(settings).HalfSpreadBasisPoints;
        if (options.DataFolder is not { } folder)
            return new SyntheticMarketData(
                time,
                options.Seed,
                new SyntheticMarketDataOptions { Bucket = TimeSpan.FromHours(1), HalfSpreadBasisPoints = halfSpread });

        // Only what the plan buys: another file that is wrong, or covers less, is no reason not to run.
        var pairs = DcaSettings.Read(settings, TradingSettings.Read(settings)).Targets.Select(target => target.Pair);
        var recorded = RecordedMarketData.Load(
            folder, time, new RecordedMarketDataOptions { Pairs = [.. pairs], HalfSpreadBasisPoints = halfSpread });
        foreach (var pair in recorded.Pairs)
        {
            var (from, to) = recorded.Coverage(pair);
            if (options.Start < from || options.Start.AddDays(options.Days - 1) > to)
                throw new CodedError(
                    CodedError.BadArgument,
                    $"The data of {pair.Symbol} covers {from:yyyy-MM-dd} to {to:yyyy-MM-dd}; choose --from and --to within it.");
        }

        return recorded;
    }

    IPerpetualMarket Perpetuals(IMarketData spot) => spot is SyntheticMarketData synthetic
        ? new SyntheticPerpetualMarket(synthetic, time, options.Seed)
        : RecordedPerpetualMarket.Load(options.DataFolder!, (RecordedMarketData)spot, time);

    IFearGreedIndex FearGreed() => options.DataFolder is { } folder && File.Exists(RecordedFearGreedIndex.PathIn(folder))
        ? RecordedFearGreedIndex.Load(folder, time)
        : new NoFearGreedIndex();

    // Unless the settings say otherwise, the account opens with what the plan asks for in this period, and 1 % for fees.
    Money Opening()
    {
        if (services.GetRequiredService<PaperSettings>().StartBalance is { } set)
            return new Money(set, Asset.Usdt);
        var plan = services.GetRequiredService<DcaSettings>();
        var intervals = (decimal)(options.Days / plan.Interval.TotalDays);
        var deployment = (decimal)(plan.DeploymentDays / plan.Interval.TotalDays);
        var asked = plan.Capital + plan.AmountPerInterval * Math.Max(0m, intervals - deployment);
        return new Money(decimal.Ceiling(asked * 1.01m), Asset.Usdt);
    }

    // What the exchange settled after the last run has no run left to book it.
    async Task BookRestAsync()
    {
        var contracts = services.GetRequiredService<ContractBooks>();
        var portfolio = services.GetRequiredService<TradingSettings>().Portfolio;
        for (var attempt = 0; attempt < MostFaultsInARow; attempt++)
            try
            {
                await contracts.BookNewAsync(portfolio, CancellationToken.None);
                return;
            }
            catch (ExchangeUnavailableException)
            {
                // Injected faults are bounded in a row.
            }
    }

    void Await(Func<Task> step)
    {
        var task = time.Start(step);
        time.RunUntil(task);
        task.GetAwaiter().GetResult();
    }

    T Await<T>(Func<Task<T>> step)
    {
        T result = default!;
        Await(async () => { result = await step(); });
        return result;
    }

    SimulationReport Report(DurableEngine engine)
    {
        var check = Await(books.CheckAsync);
        var audit = Await(() => services.GetRequiredService<AuditRepository>().VerifyAsync());
        var orders = exchange.Statistics;
        var instances = Await(() => CountAsync(engine));
        var orchestrations = instances.Values.Sum(byStatus => byStatus.Values.Sum());
        var seconds = wall.Elapsed.TotalSeconds;
        return new SimulationReport(
            options.From,
            options.To,
            options.Seed,
            options.Faults,
            market.Description,
            options.Operations.ToDictionary(name => name, name => Count(instances, SimulationOptions.KnownOperations[name])),
            new OrdersReport(
                orders.Submitted,
                orders.Filled,
                orders.Rejected,
                orders.Duplicates,
                orders.Faults.ToDictionary(fault => fault.Key.ToString(), fault => fault.Value)),
            new EquityReport(
                equity.Points[0].Value,
                equity.Points[^1].Value,
                decimal.Round(equity.MaxDrawdownPercent, 2),
                Rounded(equity.Sharpe),
                Rounded(equity.Sortino),
                Rounded(equity.Calmar)),
            Await(books.EnginesAsync),
            new LedgerReport(check.Entries, check.Balanced, Await(books.AgreeWithExchangeAsync)),
            new AuditReport(audit.Records, audit.Valid),
            Await(books.OrderListHashAsync),
            new WorkReport(orchestrations, engine.Statistics.Turns, engine.Statistics.Activities),
            Math.Round(seconds, 3),
            Math.Round(orchestrations / seconds, 1));
    }

    static double? Rounded(double? ratio) => ratio is { } value ? Math.Round(value, 4) : null;

    static async Task<Dictionary<string, Dictionary<OrchestrationRuntimeStatus, int>>> CountAsync(DurableEngine engine)
    {
        var counts = new Dictionary<string, Dictionary<OrchestrationRuntimeStatus, int>>();
        await foreach (var instance in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 1000)))
        {
            var byStatus = counts.TryGetValue(instance.Name, out var known) ? known : counts[instance.Name] = [];
            byStatus[instance.RuntimeStatus] = byStatus.GetValueOrDefault(instance.RuntimeStatus) + 1;
        }

        return counts;
    }

    static OperationReport Count(Dictionary<string, Dictionary<OrchestrationRuntimeStatus, int>> counts, string orchestrator)
    {
        var byStatus = counts.GetValueOrDefault(orchestrator) ?? [];
        var completed = byStatus.GetValueOrDefault(OrchestrationRuntimeStatus.Completed);
        var failed = byStatus.GetValueOrDefault(OrchestrationRuntimeStatus.Failed)
            + byStatus.GetValueOrDefault(OrchestrationRuntimeStatus.Terminated);
        return new OperationReport(byStatus.Values.Sum(), completed, failed);
    }
}
