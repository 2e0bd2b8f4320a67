using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Contracts;

/// <summary>
/// Which engine trades a contract. The exchange keeps one position per contract (one-way mode), so two engines in one
/// contract would net each other away and a stop of one would close the other: an engine claims a contract before it opens a
/// position and gives it back after. Invariant: a contract has at most one engine at any time.
/// </summary>
/// <param name="store">Where claims are kept: the partition <c>contract-claims-&lt;portfolio&gt;</c>, under the symbol.</param>
public sealed class ContractClaims(IStore store)
{
    /// <summary>Code of a contract that another engine trades.</summary>
    public const string Taken = "ORC-CONTRACT-001";

    // What is kept of ended claims: lines of the log arrive late, but not later than this many claims.
    const int KeptClaims = 50;

    /// <summary>Claims a contract; true when it is the engine's now, also when it was before.</summary>
    public Task<bool> ClaimAsync(
        string portfolio, string symbol, PortfolioEngine engine, DateTimeOffset now, CancellationToken cancellation)
    {
        var code = Account.EngineCode(engine);
        return ChangeAsync(portfolio, symbol, claims => claims.LastOrDefault() switch
        {
            { To: null } running => (running.Engine == code, null),
            _ => (true, [.. claims.TakeLast(KeptClaims - 1), new ContractClaim(code, now, null)]),
        }, cancellation);
    }

    /// <summary>Gives a contract back; true when the engine had it.</summary>
    public Task<bool> ReleaseAsync(
        string portfolio, string symbol, PortfolioEngine engine, DateTimeOffset now, CancellationToken cancellation)
    {
        var code = Account.EngineCode(engine);
        return ChangeAsync(portfolio, symbol, claims => claims.LastOrDefault() is { To: null } running && running.Engine == code
            ? (true, [.. claims.SkipLast(1), running with { To = now }])
            : (false, null), cancellation);
    }

    /// <summary>Who trades a contract now; null for nobody.</summary>
    public async Task<PortfolioEngine?> HolderAsync(string portfolio, string symbol, CancellationToken cancellation) =>
        (await ReadAsync(portfolio, symbol, cancellation)).Item.Claims.LastOrDefault() is { To: null } running
            ? Account.ParseEngine(running.Engine)
            : null;

    /// <summary>The contracts an engine works on: those its settings name, and those it has and they name no more.</summary>
    /// <param name="portfolio">Whose.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="named">What the settings name.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<Pair>> WorkedOnAsync(
        string portfolio, PortfolioEngine engine, IReadOnlyList<Pair> named, CancellationToken cancellation)
    {
        var pairs = named.ToList();
        foreach (var symbol in await SymbolsAsync(portfolio, cancellation))
            if (Pair.Parse(symbol) is var pair && !pairs.Contains(pair) && await HolderAsync(portfolio, symbol, cancellation) == engine)
                pairs.Add(pair);
        return pairs;
    }

    /// <summary>Who traded a contract at a time, or last before it; null when nobody ever had.</summary>
    public async Task<PortfolioEngine?> EngineAtAsync(
        string portfolio, string symbol, DateTimeOffset time, CancellationToken cancellation) =>
        (await ReadAsync(portfolio, symbol, cancellation)).Item.Claims.LastOrDefault(claim => claim.From <= time) is { } found
            ? Account.ParseEngine(found.Engine)
            : null;

    /// <summary>The symbols that were ever claimed, in order.</summary>
    public async Task<IReadOnlyList<string>> SymbolsAsync(string portfolio, CancellationToken cancellation)
    {
        var symbols = new List<string>();
        await foreach (var item in store.ListAsync(Partition(portfolio), "", null, cancellation))
            symbols.Add(item.Key.Id);
        return symbols;
    }

    async Task<bool> ChangeAsync(
        string portfolio,
        string symbol,
        Func<IReadOnlyList<ContractClaim>, (bool Answer, IReadOnlyList<ContractClaim>? After)> change,
        CancellationToken cancellation)
    {
        while (true)
        {
            var (item, etag) = await ReadAsync(portfolio, symbol, cancellation);
            var (answer, after) = change(item.Claims);
            if (after is null)
                return answer;
            var json = StoreJson.Write(new ContractClaimItem(after));
            StoreOperation write = etag is null
                ? new StoreOperation.Create(symbol, json)
                : new StoreOperation.Replace(symbol, json, etag);
            if (await store.WriteAsync(Partition(portfolio), [write], cancellation) is StoreResult.Committed)
                return answer;
        }
    }

    async Task<(ContractClaimItem Item, string? ETag)> ReadAsync(
        string portfolio, string symbol, CancellationToken cancellation)
    {
        var item = await store.GetAsync(new StoreKey(Partition(portfolio), symbol), cancellation);
        return item is null ? (new ContractClaimItem([]), null) : (StoreJson.Read<ContractClaimItem>(item), item.ETag);
    }

    static string Partition(string portfolio) => "contract-claims-" + portfolio;
}

/// <summary>The claims of one contract as stored, oldest first.</summary>
sealed record ContractClaimItem(IReadOnlyList<ContractClaim> Claims);

/// <summary>One claim as stored; it runs while it has no end.</summary>
sealed record ContractClaim(string Engine, DateTimeOffset From, DateTimeOffset? To);
