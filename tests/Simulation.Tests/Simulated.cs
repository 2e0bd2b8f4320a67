using System.Globalization;
using Orchestrations.App.Ledger;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Ledger;
using Orchestrations.Local.Simulation;
using Orchestrations.TestKit;

namespace Orchestrations.Simulation.Tests;

/// <summary>A simulation that has run, with the books and the audit log it left.</summary>
sealed record Simulated(
    SimulationReport Report,
    IReadOnlyList<EntryItem> Entries,
    IReadOnlyList<Posting> Balances,
    IReadOnlyList<AuditRecord> Audit)
{
    /// <summary>Runs DCA alone.</summary>
    public static Task<Simulated> RunAsync(
        string? folder, string from, string to, long seed = 1, double faults = 0, params string[] settings) =>
        RunAsync(Options(folder, from, to, seed, faults, ["dca"], settings));

    /// <summary>Runs every operation.</summary>
    public static Task<Simulated> RunAllAsync(
        string? folder, string from, string to, long seed = 1, double faults = 0, params string[] settings) =>
        RunAsync(Options(folder, from, to, seed, faults, [.. SimulationOptions.KnownOperations.Keys], settings));

    /// <summary>Runs one.</summary>
    public static async Task<Simulated> RunAsync(SimulationOptions options)
    {
        await using var run = new SimulationRun(options);
        var report = run.Run(_ => { }, CancellationToken.None);
        var ledger = run.World.Ledger;
        return new Simulated(
            report,
            await ledger.EntriesAsync("main").ToListAsync(),
            await ledger.BalancesAsync("main"),
            await run.World.Audit.ListAsync().ToListAsync());
    }

    /// <summary>A folder of both pairs' daily closes from 1 January 2021 on.</summary>
    public static BarFolder TwoPairs(int days)
    {
        var data = new BarFolder();
        data.WriteDaily("BTCUSDT", new DateOnly(2021, 1, 1), BarFolder.Closes(30_000m, days));
        data.WriteDaily("ETHUSDT", new DateOnly(2021, 1, 1), BarFolder.Closes(1_000m, days));
        return data;
    }

    /// <summary>What the portfolio holds of a coin.</summary>
    public decimal Holding(string coin) => Balances
        .Where(balance => balance.Account.Kind == AccountKind.Holdings && balance.Amount.Asset == new Asset(coin))
        .Sum(balance => balance.Amount.Amount);

    /// <summary>Every entry with its postings and without its time, by what caused it.</summary>
    public IReadOnlyList<string> Postings => [.. Entries.Select(Text).Order(StringComparer.Ordinal)];

    /// <summary>Entries and decisions up to a moment, with their times.</summary>
    public IReadOnlyList<string> UpTo(DateTimeOffset moment) =>
    [
        .. Entries
            .Where(entry => entry.Time < moment)
            .Select(entry => FormattableString.Invariant($"{entry.Time:O} {Text(entry)}")),
        .. Audit
            .Where(record => record.Time < moment)
            .Select(record => FormattableString.Invariant($"{record.Time:O} {record.Kind} {record.Data}")),
    ];

    static string Text(EntryItem entry) =>
        $"{entry.Source}: {string.Join("; ", entry.Postings.Select(posting => posting.ToString()))}";

    static SimulationOptions Options(
        string? folder, string from, string to, long seed, double faults, IReadOnlyList<string> operations, string[] settings) => new(
        folder, Day(from), Day(to), seed, faults, operations,
        settings.Select(setting => setting.Split('=')).ToDictionary(pair => pair[0], pair => (string?)pair[1]));

    static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
