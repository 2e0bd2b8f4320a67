using Orchestrations.App.Ledger;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// Trades as people count them, made from the journal alone: of one engine in one coin, from holding nothing to holding nothing
/// again, spot and contract together. What a trade made is what it did to the engine's cash: prices, fees and funding, in full.
/// </summary>
sealed class TradeBook
{
    // What is worth less than this is what rounding to the lot left.
    const decimal Dust = 10m;

    const string Settlement = "contract-settlement-";

    readonly Dictionary<(string Engine, string Coin), Open> open = [];
    readonly Dictionary<string, List<ClosedTrade>> closed = new(StringComparer.Ordinal);
    readonly Dictionary<string, (int Coins, DateTimeOffset Since, TimeSpan Time)> inMarket = new(StringComparer.Ordinal);

    /// <summary>The trades of an engine that have ended, in the order of their ends.</summary>
    public IReadOnlyList<ClosedTrade> Of(string engine) => closed.GetValueOrDefault(engine) ?? [];

    /// <summary>How long an engine had something open, up to a time.</summary>
    public TimeSpan InMarket(string engine, DateTimeOffset until) => inMarket.TryGetValue(engine, out var known)
        ? known.Time + (known.Coins > 0 && until > known.Since ? until - known.Since : TimeSpan.Zero)
        : TimeSpan.Zero;

    /// <summary>Reads a whole journal.</summary>
    public static TradeBook Of(IEnumerable<EntryItem> entries)
    {
        var book = new TradeBook();
        foreach (var entry in entries.OrderBy(entry => entry.Time).ThenBy(entry => entry.Sequence))
            book.Add(entry);
        return book;
    }

    void Add(EntryItem entry)
    {
        if (DailyBooks.FlowsOf(entry).Any() || CoinOf(entry) is not { } coin)
            return;
        var engine = Account.EngineCode(Account.Parse(entry.Postings[0].Account).Engine);
        var (cash, spot, contracts) = Changes(entry);
        var before = open.GetValueOrDefault((engine, coin)) ?? new Open(0m, 0m, 0m, 0m, entry.Time);
        var price = spot == 0m || cash == 0m ? before.Price : Math.Abs(cash / spot);
        var after = new Open(before.Spot + spot, before.Contracts + contracts, before.Cash + cash, price, before.Since);
        var wasOpen = open.ContainsKey((engine, coin));
        if (!after.IsFlat)
        {
            open[(engine, coin)] = wasOpen ? after : after with { Since = entry.Time };
            Enter(engine, wasOpen ? 0 : 1, entry.Time);
        }
        else if (wasOpen)
        {
            // What is left of the coin stays as dust, valued at what the trade ended at.
            open.Remove((engine, coin));
            if (!closed.TryGetValue(engine, out var trades))
                trades = closed[engine] = [];
            trades.Add(new ClosedTrade(coin, before.Since, entry.Time, after.Cash + after.Spot * price));
            Enter(engine, -1, entry.Time);
        }
    }

    void Enter(string engine, int change, DateTimeOffset time)
    {
        var (coins, since, total) = inMarket.GetValueOrDefault(engine);
        if (coins > 0)
            total += time - since;
        inMarket[engine] = (coins + change, time, total);
    }

    static (decimal Cash, decimal Spot, decimal Contracts) Changes(EntryItem entry)
    {
        decimal cash = 0m, spot = 0m, contracts = 0m;
        foreach (var posting in entry.Postings)
            switch (Account.Parse(posting.Account).Kind)
            {
                case AccountKind.Holdings when posting.Asset == Asset.Usdt.Code:
                    cash += posting.Amount;
                    break;
                case AccountKind.Holdings:
                    spot += posting.Amount;
                    break;
                case AccountKind.Contracts:
                    contracts += posting.Amount;
                    break;
            }
        return (cash, spot, contracts);
    }

    // A settlement moves cash alone: whose it is, only its name says.
    static string? CoinOf(EntryItem entry)
    {
        foreach (var posting in entry.Postings)
            if (ContractAsset.PairOf(new Asset(posting.Asset)) is { } pair)
                return pair.Base.Code;
            else if (posting.Asset != Asset.Usdt.Code)
                return posting.Asset;
        return entry.Source.StartsWith(Settlement, StringComparison.Ordinal)
            ? Pair.Parse(entry.Source[Settlement.Length..].Split('-')[0]).Base.Code
            : null;
    }

    sealed record Open(decimal Spot, decimal Contracts, decimal Cash, decimal Price, DateTimeOffset Since)
    {
        public bool IsFlat => Contracts == 0m && Math.Abs(Spot * Price) < Dust;
    }
}

/// <summary>A trade that has ended.</summary>
/// <param name="Coin">What was traded.</param>
/// <param name="Opened">When the first of it was bought or sold, UTC.</param>
/// <param name="Closed">When the last of it was.</param>
/// <param name="Profit">What it made after fees and funding, in USDT.</param>
sealed record ClosedTrade(string Coin, DateTimeOffset Opened, DateTimeOffset Closed, decimal Profit);
