using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Trend;
using Orchestrations.Engine;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Crash;

/// <summary>
/// One data folder under many hosts, each killed at a random instant while funding, trend, tactical, rebalance and DCA runs are
/// under way. Then one host in peace, until all have ended, and a reconciliation. The killing lasts ten seconds unless
/// <c>ORC_CRASH_SECONDS</c> says otherwise: see tests/kill9.sh.
/// </summary>
public sealed class KilledOperations : IAsyncLifetime
{
    const string SeedName = "ORC_CRASH_SEED";
    const string SecondsName = "ORC_CRASH_SECONDS";
    const int SecondsByDefault = 10;
    const int LeastKills = 4;
    static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(150);

    static readonly TrendParameters trend = TrendParameters.Standard with
    {
        FastLength = 2, SlowLength = 4, AdxLength = 2, AtrLength = 2, VolumeLength = 2, MinAdx = 0m, MinVolume = 0.1m,
    };

    static readonly string[] settings =
    [
        "Paper:StartBalance=1000000", "Operations:Run=none", "Dca:Schedule=0 0 0 1 1 *", "Risk:Cooldown=00:00:00", "Risk:MaxOpenTrades=100",
        "Rebalance:SettlingDays=0", "Rebalance:EveryDays=1", "Rebalance:MaxDrift=0.001", "Rebalance:MinTrade=0",
        "Funding:Capital=100000", "Funding:Symbols=ETHUSDT", "Funding:MinAnnualRate=0", "Funding:MaxBasis=0.5", "Funding:PositivePeriods=1",
        "Trend:Capital=100000", "Trend:Symbols=BTCUSDT", "Trend:FastLength=2", "Trend:SlowLength=4", "Trend:AdxLength=2",
        "Trend:AtrLength=2", "Trend:VolumeLength=2", "Trend:MinAdx=0", "Trend:MinVolume=0.1", "Trend:RiskShare=0.005",
        "Tactical:Crash=0.0001", "Tactical:DeepCrash=0.9", "Tactical:MinScore=2", "Tactical:Slices=1", "Tactical:ProfitTarget=0.0001",
    ];

    readonly OperationsLoad load = new();
    readonly Stopwatch clock = new();
    string[] all = [];

    /// <summary>Where all instants come from.</summary>
    public int Seed { get; } = Number(SeedName) ?? Environment.TickCount & int.MaxValue;

    public string Folder { get; } = Directory.CreateTempSubdirectory("orchestrations-killed-").FullName;

    public string Story =>
        FormattableString.Invariant($"{Kills} kills, {KillsDuringRuns} with orchestrations unfinished; ended: {load.Counts}; ")
        + FormattableString.Invariant($"all over after {Seconds:n0} s. Seed {Seed}.");

    public int Kills { get; private set; }

    /// <summary>Kills after which the database had unfinished orchestrations.</summary>
    public int KillsDuringRuns { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>True when everything had ended in time.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Runs that ended otherwise than completed.</summary>
    public IReadOnlyDictionary<string, string> Failed => load.Failed;

    /// <summary>How the books and the exchange differ, as the last reconciliation saw it.</summary>
    public string? Differences { get; private set; }

    /// <summary>What the host says is open, at the end.</summary>
    public JsonElement Positions { get; private set; }

    public async Task InitializeAsync()
    {
        clock.Start();
        all = [.. settings, FormattableString.Invariant($"MarketData:Seed={await MarketSeedAsync()}")];
        await OpenAsync();
        var random = new Random(Seed);
        var killing = Stopwatch.StartNew();
        var longest = TimeSpan.FromSeconds(Number(SecondsName) ?? SecondsByDefault);
        while (killing.Elapsed < longest || Kills < LeastKills)
            await KillOnceAsync(random);
        await EndInPeaceAsync();
        Seconds = clock.Elapsed.TotalSeconds;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    // A made-up market in which a trend and a funding hedge are entered today.
    static async Task<int> MarketSeedAsync()
    {
        var (btc, eth) = (Pair.Parse("BTCUSDT"), Pair.Parse("ETHUSDT"));
        for (var seed = 1; seed < 2_000; seed++)
        {
            var market = new SyntheticMarketData(WallClock.Instance, seed);
            var contracts = new SyntheticPerpetualMarket(market, WallClock.Instance, seed);
            var bars = await market.GetDailyBarsAsync(btc, TrendReading.BarsNeeded(trend), default);
            var ticker = await contracts.GetTickerAsync(eth, default);
            var rates = await contracts.GetFundingRatesAsync(eth, WallClock.Instance.GetUtcNow().AddDays(-2), default);
            if (ticker.FundingRate > 0.0001m && rates[^1].Rate > 0m && TrendEntry.Decide(TrendReading.Of(bars, trend), trend).Enters)
                return seed;
        }
        throw new InvalidOperationException("No market of two thousand has a trend and a funding rate today.");
    }

    static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // The reserve has no capital of its own by a setting: it is paid in and booked while no host runs.
    async Task OpenAsync()
    {
        using (var host = ServeProcess.Start(Folder, all))
        {
            await host.ReadyAsync();
            await host.TerminateAsync();
        }
        using var books = new Books(Folder);
        var money = new Money(100_000m, Asset.Usdt);
        await books.PayInAsync("reserve", money);
        await books.Ledger.PostAsync(
            Books.Portfolio, JournalEntries.Deposit("reserve", PortfolioEngine.Tactical, money, WallClock.Instance.GetUtcNow()));
    }

    async Task KillOnceAsync(Random random)
    {
        using var host = ServeProcess.Start(Folder, all);
        // One in four is killed while it starts and takes up what the one before left.
        if (Kills > 0 && random.Next(4) == 0)
        {
            await WallClock.PauseAsync(random.Next(100, 1500));
            host.Kill();
        }
        else
        {
            await host.ReadyAsync();
            var sending = load.StartAsync(host.Http);
            await WallClock.PauseAsync(random.Next(20, 700));
            host.Kill();
            await sending;
        }
        Kills++;
        if (DurableEngine.Inspect(Path.Combine(Folder, "engine.db")).Unfinished > 0)
            KillsDuringRuns++;
    }

    async Task EndInPeaceAsync()
    {
        using var host = ServeProcess.Start(Folder, all);
        await host.ReadyAsync();
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < EndsWithin && (load.Fewest == 0 || !await load.IsOverAsync(host.Http)))
        {
            if (load.Fewest == 0)
                await load.StartFirstAsync(host.Http);
            await WallClock.PauseAsync(200);
        }
        IsOver = await load.IsOverAsync(host.Http);
        var run = new Uri("runtime/webhooks/durabletask/orchestrators/ReconciliationOrchestrator/last?timeout=20", UriKind.Relative);
        using (await host.Http.PostAsJsonAsync(run, new { Portfolio = "main", SecondLookAfter = "00:00:01" }, OperationsLoad.AsDeclared))
        {
        }
        using var positions = await host.Http.GetAsync(new Uri("api/positions", UriKind.Relative));
        Positions = JsonDocument.Parse(await positions.Content.ReadAsStringAsync()).RootElement;
        while (Differences is null && waited.Elapsed < EndsWithin)
        {
            using var answer = await host.Http.GetAsync(new Uri("api/orchestrations/last", UriKind.Relative));
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Differences = body.RootElement.TryGetProperty("output", out var output) && output.ValueKind == JsonValueKind.Object
                ? output.GetProperty("Differences").GetRawText()
                : null;
            await WallClock.PauseAsync(100);
        }
        await host.TerminateAsync();
    }
}
