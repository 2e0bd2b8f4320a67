using System.Globalization;
using System.Text.Json;
using Orchestrations.App.Dca;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.App.Paper;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.Local.Storage;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>What a host left in its store, read by the repositories it was written with.</summary>
sealed class Books : IDisposable
{
    public const string Portfolio = "main";

    readonly SqliteStore store;
    readonly PaperExchange exchange;

    public Books(string folder)
    {
        store = new SqliteStore(Path.Combine(folder, "store.db"));
        // Nothing is ordered here: the market plays no part.
        var market = new SyntheticMarketData(WallClock.Instance, 1);
        exchange = new PaperExchange(
            market, store, WallClock.Instance, new PaperExchangeOptions { StartBalances = [] },
            new SyntheticPerpetualMarket(market, WallClock.Instance, 1));
        Ledger = new LedgerRepository(store);
        Plans = new DcaRepository(store);
    }

    public IStore Store => store;

    public LedgerRepository Ledger { get; }

    public DcaRepository Plans { get; }

    public Task<bool> PayInAsync(string reference, Money amount) => exchange.DepositAsync(reference, amount, default);

    public async Task<List<OrderSnapshot>> OrdersAsync() => await ListAsync(exchange.ListOrdersAsync(default));

    public async Task<List<Fill>> FillsAsync() => await ListAsync(exchange.ListFillsAsync(default));

    public async Task<List<EntryItem>> EntriesAsync() => await ListAsync(Ledger.EntriesAsync(Portfolio));

    /// <summary>Every line of the transaction log that contracts wrote.</summary>
    public async Task<List<Transaction>> ContractLinesAsync() =>
        [.. await exchange.Perpetuals.ListAsync(WallClock.Instance.GetUtcNow().AddDays(-1), WallClock.Instance.GetUtcNow(), default)];

    /// <summary>What the account holds, by coin.</summary>
    public async Task<string> AccountAsync() => Text(await exchange.ReadBalancesAsync(default));

    /// <summary>What the books say it holds, by coin.</summary>
    public async Task<string> HoldingsAsync() => Text((await Ledger.BalancesAsync(Portfolio))
        .Where(balance => balance.Account.Kind == AccountKind.Holdings)
        .Select(balance => balance.Amount));

    /// <summary>Every purchase a plan decided on, as it was written before anything was ordered: run and symbol.</summary>
    public async Task<List<(string Run, string Symbol)>> DecidedAsync(string plan)
    {
        var decided = new List<(string, string)>();
        await foreach (var item in store.ListAsync("dca-" + plan, "decision-", null, default))
        {
            using var decision = JsonDocument.Parse(item.Json);
            foreach (var line in decision.RootElement.GetProperty("lines").EnumerateArray())
                if (decimal.Parse(line.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture) > 0m)
                    decided.Add((item.Key.Id["decision-".Length..], line.GetProperty("symbol").GetString()!));
        }
        return decided;
    }

    public void Dispose()
    {
        Ledger.Dispose();
        exchange.Dispose();
        store.Dispose();
    }

    static string Text(IEnumerable<Money> amounts) => string.Join("; ", amounts
        .Where(amount => !amount.IsZero)
        .OrderBy(amount => amount.Asset.Code, StringComparer.Ordinal)
        .Select(amount => string.Create(
            CultureInfo.InvariantCulture, $"{amount.Amount:0.############################} {amount.Asset.Code}")));

    static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}
