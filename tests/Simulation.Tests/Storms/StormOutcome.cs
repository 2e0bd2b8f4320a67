using Orchestrations.App.Alerts;
using Orchestrations.App.Ledger;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.Local.Simulation;

namespace Orchestrations.Simulation.Tests.Storms;

/// <summary>What a run left, as two runs can be held against each other: docs/decisions/0022 says what is in it and what is not.</summary>
/// <param name="Report">The figures.</param>
/// <param name="Parts">Everything that must be equal, by what it is.</param>
/// <param name="Entries">The journal.</param>
/// <param name="Audit">The audit log.</param>
sealed record StormOutcome(
    SimulationReport Report, IReadOnlyList<(string Name, IReadOnlyList<string> Lines)> Parts, IReadOnlyList<EntryItem> Entries,
    IReadOnlyList<AuditRecord> Audit)
{
    const int MostShown = 6;

    /// <summary>Runs a simulation to its end.</summary>
    public static StormOutcome Of(SimulationOptions options)
    {
        // All of it happens on this thread: nothing waits for another.
        var run = new SimulationRun(options);
        try
        {
            var report = run.Run(_ => { }, CancellationToken.None);
            return ReadAsync(run.World, report).GetAwaiter().GetResult();
        }
        finally
        {
            run.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>What differs from the undisturbed run, and what no run may show; nothing when all is well.</summary>
    public IReadOnlyList<string> Against(StormOutcome calm)
    {
        var wrong = new List<string>();
        foreach (var ((name, lines), (_, expected)) in Parts.Zip(calm.Parts))
        {
            var (missing, strange) = (expected.Except(lines).ToList(), lines.Except(expected).ToList());
            wrong.AddRange(missing.Take(MostShown).Select(line => $"{name}: missing {line}"));
            wrong.AddRange(strange.Take(MostShown).Select(line => $"{name}: strange {line}"));
            if (missing.Count == 0 && strange.Count == 0 && lines.Count != expected.Count)
                wrong.Add($"{name}: {lines.Count} lines instead of {expected.Count}");
        }
        if (!Report.IsGood)
            wrong.Add($"the report is not good: {Report.Work}, {Report.Naked}, {Report.Ledger}");
        return wrong;
    }

    // Numbers by value: an answer that was read back from a store has lost its last zeros.
    static string Text(StopOrder stop) => FormattableString.Invariant(
        $"{stop.ClientId} {stop.Pair} {stop.Side} {stop.Quantity.Amount:0.########} at {stop.Trigger.Value:0.########}");

    // Without the time: an order whose answer was lost may have come a moment later.
    static string Text(OrderSnapshot order) => (order with { CreatedAt = default }).ToString();

    static async Task<StormOutcome> ReadAsync(SimulatedWorld world, SimulationReport report)
    {
        var contracts = world.Exchange.Perpetuals;
        var entries = await world.Ledger.EntriesAsync(world.Portfolio).ToListAsync();
        var audit = await world.Audit.ListAsync().ToListAsync();
        var alerts = await new AlertRepository(world.Store, world.Audit, world.Clock).ListAsync().ToListAsync();
        return new StormOutcome(
            report,
            [
                ("ledger", [.. entries.Select(OrderListHash.Text).Order(StringComparer.Ordinal)]),
                ("balance", [.. (await world.Ledger.BalancesAsync(world.Portfolio)).Select(balance => balance.ToString())]),
                ("exchange", [.. (await world.Exchange.ReadBalancesAsync(default)).Select(balance => balance.ToString())]),
                ("position", [.. (await contracts.ReadPositionsAsync(default)).Select(p => $"{p.Pair} {p.Size} at {p.Entry}")]),
                ("stop", [.. (await contracts.ReadStopsAsync(default)).Select(stop => Text(stop.Order))]),
                ("order", [.. await world.Exchange.ListOrdersAsync(default).Select(order => Text(order)).ToListAsync()]),
                ("contract order", [.. await contracts.ListOrdersAsync(default).Select(order => Text(order)).ToListAsync()]),
                // Once each: whether what occurs again an hour later is the same alert depends on seconds.
                ("alert", [.. alerts.Select(alert => $"{alert.Severity} {alert.Code} {alert.About}").Distinct()]),
                ("decision", DecisionLog.Of(audit)),
            ],
            entries,
            audit);
    }
}
