using Orchestrations.App.Ledger;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Funding;

/// <summary>
/// What a hedge made from its entry to its end: both legs, settlements and fees, from the journal. One that lost money is noted as
/// a loss, so that the cool-down keeps the engine from paying the fees of the same contract again at once. It does not matter who
/// ended it: a cycle, the breaker or the kill switch.
/// </summary>
/// <param name="store">Where the begin of each running round is kept: the partition <c>funding-&lt;portfolio&gt;</c>.</param>
/// <param name="ledger">The journal.</param>
/// <param name="losses">Where losses are noted.</param>
public sealed class FundingRounds(IStore store, LedgerRepository ledger, LossMemory losses)
{
    /// <summary>Notes where the journal stands before an entry. A round that has begun goes on.</summary>
    public async Task BeginAsync(string portfolio, Pair pair, CancellationToken cancellation)
    {
        var begin = StoreJson.Write(new FundingRoundItem(await ledger.CountAsync(portfolio, cancellation)));
        await store.WriteAsync(Partition(portfolio), [new StoreOperation.Create(Id(pair), begin)], cancellation);
    }

    /// <summary>Ends a round, if one runs. May be said twice.</summary>
    /// <param name="portfolio">Whose books.</param>
    /// <param name="pair">The pair of both legs.</param>
    /// <param name="stood">True when both legs stood: an entry that failed at once is no trade that was lost.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task EndAsync(string portfolio, Pair pair, bool stood, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await store.GetAsync(new StoreKey(Partition(portfolio), Id(pair)), cancellation) is not { } begun)
            return;
        if (stood && await MadeAsync(portfolio, pair, StoreJson.Read<FundingRoundItem>(begun).After, cancellation) < 0m)
            await losses.NoteAsync(portfolio, PortfolioEngine.Funding, pair, now, cancellation);
        await store.WriteAsync(Partition(portfolio), [new StoreOperation.Delete(Id(pair), begun.ETag)], cancellation);
    }

    // With both legs gone, what came into the cash is what was made. Income that was given away was made all the same.
    async Task<decimal> MadeAsync(string portfolio, Pair pair, long after, CancellationToken cancellation)
    {
        var made = 0m;
        await foreach (var item in ledger.EntriesAsync(portfolio, after, cancellation))
            if (item.ToEntry() is var entry && TradeLine.Of(entry) is { Engine: PortfolioEngine.Funding } line && line.Symbol == pair.Symbol)
                made += entry.Postings
                    .Where(p => p.Account.Kind == AccountKind.Holdings && p.Amount.Asset == pair.Quote).Sum(p => p.Amount.Amount);
        return made;
    }

    static string Partition(string portfolio) => "funding-" + portfolio;

    static string Id(Pair pair) => "round-" + pair.Symbol;
}

/// <summary>The entry of the journal after which a round began, as stored.</summary>
sealed record FundingRoundItem(long After);
