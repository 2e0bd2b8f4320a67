using Orchestrations.Domain.Assets;

namespace Orchestrations.App.MarketData.Recorded;

/// <summary>How recorded bars become quotes.</summary>
public sealed record RecordedMarketDataOptions
{
    /// <summary>The pairs to load; null for every file of <c>spot-daily</c>.</summary>
    public IReadOnlyList<Pair>? Pairs { get; init; }

    /// <summary>The half-spread of a quote, in basis points of the close; zero or more. Bars record none.</summary>
    public decimal HalfSpreadBasisPoints { get; init; } = 1m;

    /// <summary>Bids are rounded down and asks up to a multiple of this, in quote units; above zero.</summary>
    public decimal TickSize { get; init; } = 0.01m;

    /// <summary>True to load a file with a gap; the quotes within it then show their age.</summary>
    public bool AllowGaps { get; init; }
}
