using Orchestrations.App.Ledger;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// How long legs of hedges stood alone, by the times at which the exchange filled them: measured from the journal, not by the
/// operation itself.
/// </summary>
/// <param name="Times">How often.</param>
/// <param name="Longest">The longest time.</param>
/// <param name="Total">All times together.</param>
sealed record NakedLegs(int Times, TimeSpan Longest, TimeSpan Total)
{
    // As the reserve for dust in a trade: what no order can mend is no leg.
    const decimal Dust = 10m;

    /// <summary>Measures a whole journal.</summary>
    /// <param name="entries">The journal.</param>
    /// <param name="maxDrift">Legs that differ by no more than this share of the larger one are equal.</param>
    /// <param name="until">The end of what is measured, UTC: a leg that is alone then has been so up to then.</param>
    public static NakedLegs Of(IEnumerable<EntryItem> entries, decimal maxDrift, DateTimeOffset until)
    {
        var legs = new Dictionary<string, Leg>(StringComparer.Ordinal);
        var naked = new NakedLegs(0, TimeSpan.Zero, TimeSpan.Zero);
        var engine = Account.EngineCode(PortfolioEngine.Funding);
        foreach (var entry in entries.Where(e => Account.EngineCode(Account.Parse(e.Postings[0].Account).Engine) == engine)
            .OrderBy(e => e.Time).ThenBy(e => e.Sequence))
        {
            if (ChangeOf(entry) is not { } change)
                continue;
            var before = legs.GetValueOrDefault(change.Coin) ?? new Leg(0m, 0m, 0m, null);
            var leg = new Leg(
                before.Spot + change.Spot, before.Contracts + change.Contracts, change.Price ?? before.Price, before.NakedSince);
            var isNaked = leg.IsNaked(maxDrift);
            if (isNaked && leg.NakedSince is null)
                leg = leg with { NakedSince = entry.Time };
            if (!isNaked && leg.NakedSince is { } since)
            {
                naked = naked.And(entry.Time - since);
                leg = leg with { NakedSince = null };
            }
            legs[change.Coin] = leg;
        }
        return legs.Values.Where(leg => leg.NakedSince is not null)
            .Aggregate(naked, (sum, leg) => sum.And(until - leg.NakedSince!.Value));
    }

    NakedLegs And(TimeSpan time) => time <= TimeSpan.Zero
        ? this
        : new NakedLegs(Times + 1, time > Longest ? time : Longest, Total + time);

    static (string Coin, decimal Spot, decimal Contracts, decimal? Price)? ChangeOf(EntryItem entry)
    {
        foreach (var posting in entry.Postings)
        {
            var kind = Account.Parse(posting.Account).Kind;
            if (kind == AccountKind.Contracts && ContractAsset.PairOf(new Asset(posting.Asset)) is { } pair)
                return (pair.Base.Code, 0m, posting.Amount, null);
            if (kind == AccountKind.Holdings && posting.Asset != Asset.Usdt.Code)
            {
                var cash = entry.Postings
                    .Where(p => p.Asset == Asset.Usdt.Code && Account.Parse(p.Account).Kind == AccountKind.Holdings).Sum(p => p.Amount);
                return (posting.Asset, posting.Amount, 0m, Math.Abs(cash / posting.Amount));
            }
        }
        return null;
    }

    sealed record Leg(decimal Spot, decimal Contracts, decimal Price, DateTimeOffset? NakedSince)
    {
        public bool IsNaked(decimal maxDrift)
        {
            var larger = Math.Max(Math.Abs(Spot), Math.Abs(Contracts));
            var apart = Math.Abs(Spot + Contracts);
            return apart * Price >= Dust && apart > larger * maxDrift;
        }
    }
}
