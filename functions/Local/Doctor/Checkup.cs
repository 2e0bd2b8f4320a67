using System.Globalization;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Health;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Health;
using Orchestrations.Engine;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Health;
using Orchestrations.Local.MarketData;
using Orchestrations.Local.Serving;
using Orchestrations.Local.Storage;

namespace Orchestrations.Local.Doctor;

/// <summary>Checks everything a start needs, one after the other; a failed check never hides the next.</summary>
sealed class Checkup(ServeOptions options, TimeProvider time)
{
    const int MostAlerts = 500;
    const int MostAlertsShown = 10;

    readonly List<Finding> findings = [];

    // What the health watch judges by too; settings that cannot be read leave its defaults.
    HealthJudge judge = new(new HealthLimits());

    public async Task<List<Finding>> RunAsync(CancellationToken cancellation)
    {
        var configuration = Configuration();
        var portfolio = configuration is null ? null : Settings(configuration)?.Portfolio;
        var running = Folder();
        Address(running);
        if (configuration is not null)
            await KeysCheck.RunAsync(configuration, time, findings, cancellation);
        if (!running)
            LockCheck.Run([EngineFile, Path.Combine(options.DataDir, "store.db")], findings);
        if (Engine())
            await new WaitingCheck(EngineFile, running, time).RunAsync(findings);
        await BooksAsync(portfolio, cancellation);
        if (configuration is not null)
            await MarketAsync(MarketSettings.Read(new SettingsReader(configuration)), cancellation);
        return findings;
    }

    IConfiguration? Configuration()
    {
        var sources = new ConfigurationBuilder();
        try
        {
            LocalSettings.AddTo(sources, options);
            return sources.Build();
        }
        catch (CodedError unreadable)
        {
            Fail("settings", unreadable);
            return null;
        }
    }

    TradingSettings? Settings(IConfiguration configuration)
    {
        try
        {
            new ServiceCollection().AddAppWithPaper(configuration);
            var trading = TradingSettings.Read(new SettingsReader(configuration));
            judge = new HealthJudge(HealthSettings.Read(new SettingsReader(configuration)).Limits);
            if (trading.Mode == TradingMode.Paper)
                Add(Verdict.Ok, "settings", "valid; paper money");
            else
                Add(
                    Verdict.Fail,
                    "settings",
                    $"Trading:Mode is {TradingSettings.Name(trading.Mode)}; "
                    + $"the local head trades on paper only ({CodedError.PaperOnly})");
            return trading;
        }
        catch (SettingsException refused)
        {
            foreach (var problem in refused.Problems)
                Add(Verdict.Fail, "settings", $"{problem.Key}: {problem.Problem} ({problem.Code})");
            return null;
        }
    }

    /// <returns>True when a host runs on the folder.</returns>
    bool Folder()
    {
        try
        {
            Directory.CreateDirectory(options.DataDir);
            var probe = Path.Combine(options.DataDir, ".doctor");
            File.WriteAllText(probe, "probe");
            File.Delete(probe);
            Add(Verdict.Ok, "data folder", $"{options.DataDir} is writable");
            Add(judge.Disk(new DriveInfo(Path.GetFullPath(options.DataDir)).AvailableFreeSpace));
            if (File.Exists(EngineFile) && judge.Backup(time.GetUtcNow() - LastBackup.SavedUpTo(options.DataDir)) is { } backup)
                Add(backup);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Add(
                Verdict.Fail,
                "data folder",
                $"{options.DataDir} cannot be written: {refused.Message} Choose another --data-dir. (ORC-STORE-014)");
            return false;
        }

        if (!DurableEngine.IsInUse(EngineFile))
            return false;
        Add(Verdict.Warn, "data folder", "a host runs on it; a second one would be refused (ORC-STORE-014)");
        return true;
    }

    void Address(bool running)
    {
        try
        {
            ListenUrls.Check(options.Urls);
            var taken = string.Join(';', ListenUrls.Taken(options.Urls));
            if (taken.Length == 0)
                Add(Verdict.Ok, "address", $"{options.Urls} is free");
            else if (running)
                Add(Verdict.Warn, "address", $"{taken} is in use, as a host runs on this data folder");
            else
                Add(
                    Verdict.Fail,
                    "address",
                    $"{taken} is in use by another program; stop it, or choose another --urls ({CodedError.PortInUse})");
        }
        catch (CodedError refused)
        {
            Fail("address", refused);
        }
    }

    string EngineFile => Path.Combine(options.DataDir, "engine.db");

    /// <returns>True when there is a database, and it is sound.</returns>
    bool Engine()
    {
        var file = EngineFile;
        if (!File.Exists(file))
        {
            Add(Verdict.Ok, "engine", "no database yet; the first start makes it");
            return false;
        }

        try
        {
            var health = DurableEngine.Inspect(file);
            Add(Verdict.Ok, "engine", string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {health.Instances:n0} instances, {health.Unfinished:n0} unfinished, schema {health.Schema}"));
            return true;
        }
        catch (Exception refused) when (CodedError.Of(refused) is not null)
        {
            Fail("engine", refused);
            return false;
        }
    }

    async Task BooksAsync(string? portfolio, CancellationToken cancellation)
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
            using var audit = new AuditRepository(store, time);
            if (portfolio is not null)
                await LedgerAsync(store, portfolio, cancellation);
            await AlertsAsync(new AlertRepository(store, audit, time), cancellation);
            var chain = await audit.VerifyAsync(cancellation);
            Add(
                chain.Valid ? Verdict.Ok : Verdict.Fail,
                "audit log",
                chain.Valid
                    ? $"{chain.Records} records, chain intact"
                    : $"broken at record {chain.BrokenSequence}: {chain.Reason}");
        }
        catch (Exception refused) when (CodedError.Of(refused) is not null)
        {
            Fail("books", refused);
        }
    }

    async Task LedgerAsync(SqliteStore store, string portfolio, CancellationToken cancellation)
    {
        using var ledger = new LedgerRepository(store);
        var check = await ledger.CheckAsync(portfolio, cancellation);
        Add(
            check.Balanced ? Verdict.Ok : Verdict.Fail,
            "ledger",
            check.Balanced ? $"{check.Entries} entries, balanced" : string.Join(" ", check.Problems));
    }

    async Task MarketAsync(MarketSettings settings, CancellationToken cancellation)
    {
        using var market = await MarketDataSelection.ChooseAsync(time, settings.Seed, settings.Bybit, cancellation: cancellation);
        Add(market.IsLive ? Verdict.Ok : Verdict.Warn, "market data", market.Description);
        if (market.ClockDifference is not { } difference)
        {
            Add(Verdict.Warn, "clock", "not compared: the exchange's clock is out of reach");
            return;
        }

        Add(judge.Clock(-difference));
    }

    // What the health watch raised and nobody took on says more than a look from outside can.
    async Task AlertsAsync(AlertRepository alerts, CancellationToken cancellation)
    {
        var open = await alerts.ListAsync(null, cancellation).Take(MostAlerts)
            .Where(alert => alert.State == AlertStates.Open).ToListAsync(cancellation);
        if (open.Count == 0)
            Add(Verdict.Ok, "alerts", "none is open");
        foreach (var alert in open.Take(MostAlertsShown))
            Add(Verdict.Warn, "alerts", $"{alert.Severity} {alert.Code} {alert.Subject}: {alert.Message}");
        if (open.Count > MostAlertsShown)
            Add(Verdict.Warn, "alerts", string.Create(CultureInfo.InvariantCulture, $"and {open.Count - MostAlertsShown:n0} more are open"));
    }

    void Add(HealthFinding finding)
    {
        var verdict = finding.Verdict switch { HealthVerdict.Ok => Verdict.Ok, HealthVerdict.Warn => Verdict.Warn, _ => Verdict.Fail };
        Add(verdict, finding.Check, verdict == Verdict.Ok ? finding.Text : $"{finding.Text} ({finding.Code})");
    }

    void Add(Verdict verdict, string subject, string text) => findings.Add(new Finding(verdict, subject, text));

    void Fail(string subject, Exception refused)
    {
        var (code, message) = CodedError.Of(refused)!.Value;
        Add(Verdict.Fail, subject, $"{message} ({code})");
    }
}
