using Orchestrations.App.Audit;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;
using Xunit.Abstractions;

namespace Orchestrations.Local.Tests.Crash;

/// <summary>
/// A host that is killed in the middle of DCA runs, again and again, loses nothing and does nothing twice. Each test holds one
/// property against what all the killed hosts left behind.
/// </summary>
public sealed class CrashTests : IClassFixture<KilledHost>, IDisposable
{
    readonly KilledHost host;
    readonly Books books;

    public CrashTests(KilledHost host, ITestOutputHelper output)
    {
        this.host = host;
        books = new Books(host.Folder);
        output.WriteLine(host.Story);
    }

    public void Dispose() => books.Dispose();

    [Fact]
    public void Kills_WhileOrchestrationsWereUnfinished_AreAsManyAsAskedFor() =>
        Assert.True(host.KillsDuringRuns >= host.LeastKills, host.Story);

    [Fact]
    public void Requests_BetweenTheKills_WereNeverRefused() => Holds("Refused requests", host.Refusals);

    [Fact]
    public void Runs_OnceAcknowledged_AreNeverLost() => Holds("Lost runs", host.LostRuns);

    [Fact]
    public void Runs_AfterTheLastStart_AllComplete() =>
        Holds("Runs that did not complete", host.UnfinishedRuns.Select(run => $"{run.Key}: {run.Value}"));

    [Fact]
    public void LastHost_AskedToStop_EndsWithZero() => Assert.True(host.LastExitCode == 0, $"{host.LastExitCode}. {host.Story}");

    [Fact]
    public async Task Orders_AtTheExchange_AreExactlyOneForEachIntent()
    {
        var intended = (await IntentsAsync()).Keys.Order(StringComparer.Ordinal).ToList();
        var placed = (await books.OrdersAsync()).ConvertAll(order => order.ClientId.Value);
        Assert.NotEmpty(intended);
        Holds("Orders without an intent", placed.Except(intended));
        Holds("Intents without an order", intended.Except(placed));
        Holds("Client ids with two orders", placed.CountBy(id => id).Where(id => id.Value > 1).Select(id => id.Key));
    }

    [Fact]
    public async Task Orders_AtTheExchange_AreAllFilled() => Holds(
        "Orders that are not filled",
        (await books.OrdersAsync()).Where(order => order.Status != OrderStatus.Filled).Select(order => order.ToString()));

    [Fact]
    public async Task Fills_OfTheExchange_ArePostedOnceEach()
    {
        var made = (await books.FillsAsync()).ConvertAll(fill => "fill-" + fill.ExecutionId);
        var posted = (await books.EntriesAsync())
            .ConvertAll(entry => entry.Source)
            .FindAll(source => source.StartsWith("fill-", StringComparison.Ordinal));
        Holds("Fills that are not posted", made.Except(posted));
        Holds("Postings without a fill", posted.Except(made));
        Assert.True(made.Count == posted.Count, $"{made.Count} fills, {posted.Count} postings. {host.Story}");
    }

    [Fact]
    public async Task Ledger_OfAllEntries_IsBalanced() =>
        Holds("Problems of the ledger", (await books.Ledger.CheckAsync(Books.Portfolio)).Problems);

    [Fact]
    public async Task Ledger_ItsHoldings_AreTheExchangesBalances()
    {
        var (account, holdings) = (await books.AccountAsync(), await books.HoldingsAsync());
        Assert.True(account == holdings, $"The exchange holds {account}; the books say {holdings}. {host.Story}");
    }

    [Fact]
    public async Task AuditLog_FromTheFirstRecord_IsOneChain()
    {
        using var audit = new AuditRepository(books.Store, WallClock.Instance);
        var verdict = await audit.VerifyAsync();
        Assert.True(verdict is { Valid: true, Records: > 0 }, $"{verdict}. {host.Story}");
    }

    [Fact]
    public async Task Progress_OfEveryPlan_IsTheSumOfItsFillsNetOfFees()
    {
        var intents = await IntentsAsync();
        var arrived = new Dictionary<(string Plan, string Symbol), (decimal Quantity, decimal Notional)>();
        foreach (var fill in await books.FillsAsync())
        {
            var key = intents[fill.ClientId.Value];
            var (quantity, notional) = arrived.GetValueOrDefault(key);
            var net = fill.Quantity.Amount - fill.Fee.Amount;
            Assert.Equal(fill.Pair.Base, fill.Fee.Asset);
            arrived[key] = (quantity + net, notional + fill.Price.Value * net);
        }

        var wrong = new List<string>();
        foreach (var ((plan, symbol), (quantity, notional)) in arrived)
        {
            var progress = (await books.Plans.ProgressAsync(plan)).For(Pair.Parse(symbol));
            if (progress.NetQuantity.Amount != quantity || progress.NetNotional.Amount != notional || progress.Reserved.Count > 0)
                wrong.Add($"{plan} {symbol}: {progress}; the fills are {quantity}, worth {notional}");
        }
        Holds("Progress that is not what arrived", wrong);
    }

    /// <summary>Plan and symbol of every order there must be, by the client id it must have.</summary>
    async Task<Dictionary<string, (string Plan, string Symbol)>> IntentsAsync()
    {
        var intents = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var plan in host.Plans)
            foreach (var (run, symbol) in await books.DecidedAsync(plan))
                intents.Add(ClientOrderIds.FromIntent("dca", run, symbol).Value, (plan, symbol));
        return intents;
    }

    void Holds(string what, IEnumerable<string> breaches)
    {
        var all = breaches.ToList();
        Assert.True(all.Count == 0, $"{what}: {all.Count}. {host.Story}\n{string.Join('\n', all.Take(20))}");
    }
}
