using System.Globalization;
using Orchestrations.App;
using Orchestrations.App.Ledger;
using Orchestrations.App.Audit;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Engine;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.MarketData;
using Orchestrations.Local.Serving;
using Orchestrations.Local.Storage;

namespace Orchestrations.Local.Doctor;

/// <summary>How a check ended.</summary>
enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>One line of the doctor's.</summary>
sealed record Finding(Verdict Verdict, string Subject, string Text);

/// <summary>Checks everything a start needs, one after the other; a failed check never hides the next.</summary>
sealed class Checkup(ServeOptions options, TimeProvider time)
{
    const long LeastFreeBytes = 500L * 1024 * 1024;

    // Bybit refuses requests stamped more than a second ahead of its clock, whatever window they ask for.
    static readonly TimeSpan MostAhead = TimeSpan.FromSeconds(1);
    static readonly TimeSpan MostBehind = TimeSpan.FromSeconds(5);

    readonly List<Finding> findings = [];

    public async Task<List<Finding>> RunAsync(CancellationToken cancellation)
    {
        var trading = Settings();
        Folder();
        Engine();
        if (trading is not null)
            await BooksAsync(trading, cancellation);
        await MarketAsync(cancellation);
        return findings;
    }

    TradingSettings? Settings()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(AppServices.DefaultSettings);
        LocalSettings.AddTo(configuration, options);
        var root = configuration.Build();
        try
        {
            new ServiceCollection().AddOrchestrationsApp(root);
            var trading = TradingSettings.Read(new SettingsReader(root));
            if (trading.Mode != TradingMode.Paper)
                Add(Verdict.Fail, "settings", $"Trading:Mode is {TradingSettings.Name(trading.Mode)}; the local head trades on paper only (ORC-LOCAL-002)");
            else
                Add(Verdict.Ok, "settings", "valid; paper money");
            return trading;
        }
        catch (SettingsException refused)
        {
            foreach (var problem in refused.Problems)
                Add(Verdict.Fail, "settings", $"{problem.Key}: {problem.Problem} ({problem.Code})");
            return null;
        }
    }

    void Folder()
    {
        try
        {
            Directory.CreateDirectory(options.DataDir);
            var probe = Path.Combine(options.DataDir, ".doctor");
            File.WriteAllText(probe, "probe");
            File.Delete(probe);
            var free = new DriveInfo(Path.GetFullPath(options.DataDir)).AvailableFreeSpace;
            var text = string.Create(CultureInfo.InvariantCulture, $"{options.DataDir} is writable, {free / 1e9:n1} GB free");
            Add(free < LeastFreeBytes ? Verdict.Warn : Verdict.Ok, "data folder", free < LeastFreeBytes ? text + "; make room" : text);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Add(Verdict.Fail, "data folder", $"{options.DataDir} cannot be written: {refused.Message} Choose another --data-dir.");
        }
    }

    void Engine()
    {
        var file = Path.Combine(options.DataDir, "engine.db");
        if (!File.Exists(file))
        {
            Add(Verdict.Ok, "engine", "no database yet; the first start makes it");
            return;
        }

        try
        {
            var health = DurableEngine.Inspect(file);
            Add(Verdict.Ok, "engine", string.Create(
                CultureInfo.InvariantCulture, $"{file}: {health.Instances:n0} instances, {health.Unfinished:n0} unfinished, schema {health.Schema}"));
        }
        catch (Exception refused) when (CodedError.Of(refused) is var (_, message))
        {
            Add(Verdict.Fail, "engine", message);
        }
    }

    async Task BooksAsync(TradingSettings trading, CancellationToken cancellation)
    {
        var file = Path.Combine(options.DataDir, "store.db");
        if (!File.Exists(file))
        {
            Add(Verdict.Ok, "books", "none yet; the first start opens them");
            return;
        }

        try
        {
            using var store = new SqliteStore(file);
            using var ledger = new LedgerRepository(store);
            using var audit = new AuditRepository(store, time);
            var check = await ledger.CheckAsync(trading.Portfolio, cancellation);
            var chain = await audit.VerifyAsync(cancellation);
            Add(
                check.Balanced ? Verdict.Ok : Verdict.Fail,
                "ledger",
                check.Balanced ? $"{check.Entries} entries, balanced" : string.Join(" ", check.Problems));
            Add(
                chain.Valid ? Verdict.Ok : Verdict.Fail,
                "audit log",
                chain.Valid ? $"{chain.Records} records, chain intact" : $"broken at record {chain.BrokenSequence}: {chain.Reason}");
        }
        catch (Exception refused) when (CodedError.Of(refused) is var (_, message))
        {
            Add(Verdict.Fail, "books", message);
        }
    }

    async Task MarketAsync(CancellationToken cancellation)
    {
        using var market = await MarketDataSelection.ChooseAsync(time, seed: 1, new BybitMarketOptions(), cancellation: cancellation);
        Add(market.IsLive ? Verdict.Ok : Verdict.Warn, "market data", market.Description);
        if (market.ClockDifference is not { } difference)
        {
            Add(Verdict.Warn, "clock", "not compared: the exchange's clock is out of reach");
            return;
        }

        var ahead = -difference;
        var text = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(ahead.TotalMilliseconds):n0} ms {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the exchange");
        var wrong = ahead > MostAhead || ahead < -MostBehind;
        Add(wrong ? Verdict.Fail : Verdict.Ok, "clock", wrong ? text + "; synchronise it (NTP)" : text);
    }

    void Add(Verdict verdict, string subject, string text) => findings.Add(new Finding(verdict, subject, text));
}
