using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Orders;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;
using Xunit.Abstractions;

namespace Orchestrations.Local.Tests.Crash;

/// <summary>
/// A host that is killed in the middle of funding, trend, tactical, rebalance and DCA runs does nothing twice and loses nothing.
/// Each test holds one property against what all the killed hosts left behind.
/// </summary>
public sealed class KilledOperationsTests : IClassFixture<KilledOperations>, IDisposable
{
    readonly KilledOperations host;
    readonly Books books;

    public KilledOperationsTests(KilledOperations host, ITestOutputHelper output)
    {
        this.host = host;
        books = new Books(host.Folder);
        output.WriteLine(host.Story);
    }

    public void Dispose() => books.Dispose();

    [Fact]
    public void Kills_WhileRunsWereUnfinished_HaveHappened() => Assert.True(host.KillsDuringRuns > 0, host.Story);

    [Fact]
    public void Runs_AfterTheLastStart_HaveAllCompleted()
    {
        Assert.True(host.IsOver, host.Story);
        Holds("Runs that failed", host.Failed.Select(run => $"{run.Key}: {run.Value}"));
    }

    [Fact]
    public async Task Orders_OfEveryOperation_AreSentOnceForEachIntent()
    {
        var records = await RecordsAsync();
        var placed = (await books.OrdersAsync()).ConvertAll(order => order.ClientId.Value);
        var spot = records.Where(r => r.Order.Market is null or "Spot").ToDictionary(r => r.ClientId);
        Holds("Orders without an intent", placed.Except(spot.Keys));
        Holds("Client ids with two orders", placed.CountBy(id => id).Where(id => id.Value > 1).Select(id => id.Key));
        Holds("Filled intents without an order", spot.Values.Where(r => r.Fills is not null).Select(r => r.ClientId).Except(placed));
        foreach (var operation in (string[])["dca", "rebalance", "tactical", "funding", "trend"])
            Assert.True(records.Exists(r => r.Order.Operation == operation), $"{operation} ordered nothing. {host.Story}");
    }

    [Fact]
    public async Task Orders_OfEveryOperation_HaveAKnownEnd() => Holds(
        "Orders without a known end",
        (await RecordsAsync())
            .Where(r => r.Stage is "Submitting" or "Accepted" or "Unknown" or "Unresolved").Select(r => $"{r.ClientId}: {r.Stage}"));

    [Fact]
    public async Task ContractLines_OfTheTransactionLog_AreBookedOnceEach()
    {
        var lines = await books.ContractLinesAsync();
        var booked = (await books.EntriesAsync()).ConvertAll(entry => entry.Source)
            .FindAll(source => source.StartsWith("contract-", StringComparison.Ordinal));
        Assert.NotEmpty(lines);
        Holds("Lines that are not booked", lines.ConvertAll(line => "contract-" + line.Id).Except(booked));
        Assert.True(lines.Count == booked.Count, $"{lines.Count} lines, {booked.Count} entries. {host.Story}");
    }

    [Fact]
    public async Task Ledger_OfAllEngines_IsBalancedAndAgreesWithTheExchange()
    {
        Holds("Problems of the ledger", (await books.Ledger.CheckAsync(Books.Portfolio)).Problems);
        Assert.True(host.Differences == "[]", $"Differences: {host.Differences}. {host.Story}");
    }

    [Fact]
    public void Hedges_AtTheEnd_HaveEqualLegsOrNone() => Assert.All(
        host.Positions.GetProperty("hedges").EnumerateArray(),
        hedge => Assert.True(
            decimal.Parse(hedge.GetProperty("driftPercent").GetString()!, System.Globalization.CultureInfo.InvariantCulture) <= 2m,
            $"{hedge}. {host.Story}"));

    [Fact]
    public void TrendPositions_AtTheEnd_AreProtected()
    {
        var stops = host.Positions.GetProperty("stops").EnumerateArray().ToList();
        foreach (var contract in host.Positions.GetProperty("contracts").EnumerateArray())
            if (contract.GetProperty("engine").GetString() == "TREND")
                Assert.True(
                    stops.Exists(stop => stop.GetProperty("symbol").GetString() == contract.GetProperty("symbol").GetString()
                        && stop.GetProperty("status").GetString() == nameof(StopStatus.Untriggered)),
                    $"{host.Positions}. {host.Story}");
    }

    [Fact]
    public async Task Alerts_OfMoneyAtRisk_WereNotRaised()
    {
        using var audit = new AuditRepository(books.Store, WallClock.Instance);
        var critical = new List<string>();
        await foreach (var alert in new AlertRepository(books.Store, audit, WallClock.Instance).ListAsync())
            if (alert.Severity == nameof(AlertSeverity.P0))
                critical.Add($"{alert.Code} {alert.Subject}: {alert.Message}");
        Holds("Alerts of money at risk", critical);
    }

    [Fact]
    public async Task AuditLog_FromTheFirstRecord_IsOneChain()
    {
        using var audit = new AuditRepository(books.Store, WallClock.Instance);
        var verdict = await audit.VerifyAsync();
        Assert.True(verdict is { Valid: true, Records: > 0 }, $"{verdict}. {host.Story}");
    }

    async Task<List<OrderRecord>> RecordsAsync()
    {
        var records = new List<OrderRecord>();
        await foreach (var record in new OrderRepository(books.Store).ListAsync(Books.Portfolio))
            records.Add(record);
        return records;
    }

    void Holds(string what, IEnumerable<string> breaches)
    {
        var all = breaches.ToList();
        Assert.True(all.Count == 0, $"{what}: {all.Count}. {host.Story}\n{string.Join('\n', all.Take(20))}");
    }
}
