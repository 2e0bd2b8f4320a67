using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>The account between two writes, and the ETag that guards changing it; no ETag before the first write.</summary>
sealed class PaperState(string? etag)
{
    public string? ETag => etag;

    /// <summary>The wallet by coin; nothing that is zero.</summary>
    public SortedDictionary<string, decimal> Balances { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Open positions by symbol.</summary>
    public SortedDictionary<string, PaperPositionRecord> Positions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Stops that wait, by client id.</summary>
    public SortedDictionary<string, PaperStopRecord> Stops { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Up to when bars and settlements have taken effect; null while there is nothing they could act on.</summary>
    public DateTimeOffset? ClearedTo { get; set; }

    /// <summary>True when nothing is open that the passing of time could change.</summary>
    public bool IsIdle => Positions.Count == 0 && Stops.Count == 0;

    public decimal Of(Asset asset) => Balances.GetValueOrDefault(asset.Code);

    public void Add(string asset, decimal amount)
    {
        var sum = Balances.GetValueOrDefault(asset) + amount;
        if (sum == 0m)
            Balances.Remove(asset);
        else
            Balances[asset] = sum;
    }

    /// <summary>
    /// The margin. Only the quote coin counts as collateral, so that coins held elsewhere in the portfolio are never at stake.
    /// </summary>
    public AccountMargin Margin(Asset quote)
    {
        var open = Positions.Values.Where(position => position.Quote == quote.Code).ToList();
        Money Sum(Func<PaperPositionRecord, decimal> part) => new(open.Sum(part), quote);
        return new AccountMargin(
            new Money(Of(quote), quote), Sum(p => p.Unrealised), Sum(p => p.InitialMargin), Sum(p => p.MaintenanceMargin));
    }

    /// <summary>What may be spent of a coin: all of it, less open losses and what positions bind.</summary>
    public decimal Available(Asset asset) => Positions.Count == 0 ? Of(asset) : Margin(asset).Available.Amount;
}
