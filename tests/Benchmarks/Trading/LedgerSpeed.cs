using Orchestrations.App.Ledger;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Benchmarks.Trading;

/// <summary>Posting fills in memory: into the pure ledger, and through the repository with its journal, marks and balances.</summary>
static class LedgerSpeed
{
    const int Times = 2_000;

    public static async Task MeasureAsync()
    {
        var entries = Enumerable.Range(0, Times).Select(Entry).ToList();
        var pure = Clock.Nanoseconds(Times, () => _ = entries.Aggregate(LedgerState.Empty, (state, entry) => state.Apply(entry)));
        Line.Print("posting a fill into the ledger, in memory", pure / 1000, "us");

        using var ledger = new LedgerRepository(new InMemoryStore());
        var portfolio = 0;
        async Task PostAllAsync()
        {
            var name = "p" + portfolio++;
            foreach (var entry in entries)
                await ledger.PostAsync(name, entry);
        }
        await PostAllAsync();
        var stored = Clock.Nanoseconds(Times, () => PostAllAsync().GetAwaiter().GetResult());
        Line.Print("posting a fill through the repository, in memory", stored / 1000, "us");
    }

    static JournalEntry Entry(int number)
    {
        var pair = Pair.Parse(number % 2 == 0 ? "BTCUSDT" : "ETHUSDT");
        var fill = new Fill(
            "e-" + number, new ClientOrderId("benchmark"), pair, OrderSide.Buy, new Quantity(0.001m, pair.Base),
            new Price(50_000m + number, pair), new Money(0.000001m, pair.Base), DateTimeOffset.UnixEpoch.AddSeconds(number));
        return JournalEntries.Fill(fill, (PortfolioEngine)(number % 4));
    }
}
