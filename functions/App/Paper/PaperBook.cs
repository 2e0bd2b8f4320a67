using System.Security.Cryptography;
using System.Text;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Paper;

/// <summary>
/// The synthetic order book: what a market order of a size fills at, given a quote. A pure function of the quote, the
/// order and its client id. It is whole again for the next order.
/// </summary>
sealed class PaperBook(PaperExchangeOptions options)
{
    const decimal BasisPoint = 0.0001m;

    readonly decimal impactPerQuoteUnit = options.ImpactBasisPointsPerMillion * BasisPoint / 1_000_000m;

    /// <summary>One fill: a size and its price.</summary>
    public readonly record struct Slice(decimal Quantity, decimal Price)
    {
        public decimal Notional => Quantity * Price;
    }

    /// <summary>What prices and sizes are multiples of.</summary>
    public readonly record struct Grid(decimal Tick, decimal Lot)
    {
        public static Grid Of(SpotInstrument instrument) => new(instrument.TickSize, instrument.BasePrecision);

        public static Grid Of(PerpetualInstrument instrument) => new(instrument.TickSize, instrument.LotStep);
    }

    /// <summary>The price of the first unit, on the tick: the quote's, or mid and half-spread when that is worse.</summary>
    public decimal BestPrice(Quote quote, decimal tick, OrderSide side)
    {
        var share = options.HalfSpreadBasisPoints * BasisPoint;
        var mid = quote.Mid.Value;
        return side == OrderSide.Buy
            ? Math.Max(quote.Ask.Value, PriceAt(mid, share, tick, side))
            : Math.Max(tick, Math.Min(quote.Bid.Value, PriceAt(mid, share, tick, side)));
    }

    /// <summary>The fills within the slippage threshold, oldest first; they add up to less when the book ends.</summary>
    public IReadOnlyList<Slice> Fill(decimal best, decimal quantity, Grid grid, OrderSide side, ClientOrderId id)
    {
        var fillable = quantity;
        if (impactPerQuoteUnit > 0m && options.SlippageThreshold / impactPerQuoteUnit / best is var depth && depth < quantity)
            fillable = OnLot(depth, grid.Lot);
        var slices = new List<Slice>();
        var before = 0m;
        foreach (var part in Split(fillable, best, grid, id))
        {
            // The middle of the part's stretch of the line, so that the parts' average is the average of the whole.
            var moved = impactPerQuoteUnit * best * (before + part / 2m);
            slices.Add(new Slice(part, PriceAt(best, moved, grid.Tick, side)));
            before += part;
        }
        return slices;
    }

    /// <summary>A size on the lot step whose fills cost no more than an amount of quote, and hardly less.</summary>
    public decimal SizeFor(decimal quoteAmount, decimal best, Grid grid, OrderSide side, ClientOrderId id)
    {
        // No unit of the book costs more, so what is over divided by this is never too much to take off.
        var dearest = best * (1m + options.SlippageThreshold) + grid.Tick;
        var size = OnLot(quoteAmount / best, grid.Lot);
        while (size > 0m)
        {
            var over = Fill(best, size, grid, side, id).Sum(slice => slice.Notional) - quoteAmount;
            if (over <= 0m)
                return size;
            size -= Math.Max(grid.Lot, OnLot(over / dearest, grid.Lot));
        }
        return 0m;
    }

    // Fills are rounded against the account, as the sum of many small orders of a real book would be.
    // Rounding to the tick's digits changes no value: it drops the zeros that multiplication left behind.
    static decimal PriceAt(decimal best, decimal moved, decimal tick, OrderSide side) => side == OrderSide.Buy
        ? decimal.Round(Rounding.Up(best * (1m + moved), tick), tick.Scale)
        : Math.Max(tick, decimal.Round(Rounding.Down(best * (1m - moved), tick), tick.Scale));

    static decimal OnLot(decimal size, decimal lot) => decimal.Round(Rounding.Down(size, lot), lot.Scale);

    IEnumerable<decimal> Split(decimal quantity, decimal best, Grid grid, ClientOrderId id)
    {
        if (quantity <= 0m)
            yield break;
        var parts = (int)Math.Clamp(decimal.Ceiling(quantity * best / options.NotionalPerFill), 1m, options.MaxFills);
        if (parts == 1)
        {
            yield return quantity;
            yield break;
        }
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(id.Value));
        var weights = new decimal[parts];
        for (var i = 0; i < parts; i++)
            weights[i] = 50 + hash[i % hash.Length] % 100;
        var total = weights.Sum();
        var (reached, taken) = (0m, 0m);
        foreach (var weight in weights)
        {
            reached += weight;
            // The last weight reaches the total, so the parts add up to the quantity exactly.
            var upTo = reached == total ? quantity : OnLot(quantity * reached / total, grid.Lot);
            if (upTo > taken)
                yield return upTo - taken;
            taken = upTo;
        }
    }
}
