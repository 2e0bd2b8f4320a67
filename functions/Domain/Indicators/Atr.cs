using Orchestrations.Domain.Market;

namespace Orchestrations.Domain.Indicators;

/// <summary>
/// Average true range (Wilder 1978): how far the price moves in a bar. The true range is the largest of high - low,
/// |high - previous close| and |low - previous close|; the first average is the mean of n true ranges, each later one
/// <c>(previous x (n - 1) + true range) / n</c>.
/// </summary>
public sealed class Atr : IIndicator
{
    readonly int length;
    double close;
    double value;

    /// <param name="length">n: 1 to 10,000; Wilder's own is 14.</param>
    /// <exception cref="DomainException">ORC-INDICATOR-002: another length.</exception>
    public Atr(int length) => this.length = Lengths.Check(length, nameof(Atr));

    /// <summary>n + 1: a true range needs the close before it.</summary>
    public int WarmUp => length + 1;

    /// <summary>21 n + 1: of the beginning (1 - 1/n)^(20 n), less than e^-20 = 0.000000002, is left.</summary>
    public int Settled => 21 * length + 1;

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <summary>The average, in quote units per base unit.</summary>
    /// <exception cref="DomainException">ORC-INDICATOR-001: fewer than n + 1 bars were added.</exception>
    public double Value
    {
        get
        {
            Lengths.CheckWarm(this);
            return value;
        }
    }

    /// <summary>Adds the next bar.</summary>
    public void Add(Bar bar) => Add((double)bar.High, (double)bar.Low, (double)bar.Close);

    /// <summary>Adds the next bar by its prices.</summary>
    public void Add(double high, double low, double close)
    {
        Count++;
        if (Count > 1)
        {
            var range = TrueRange(high, low, this.close);
            if (Count > length + 1)
                value += (range - value) / length;
            else if (Count <= length)
                value += range;
            else
                value = (value + range) / length;
        }
        this.close = close;
    }

    internal static double TrueRange(double high, double low, double previousClose) =>
        Math.Max(high, previousClose) - Math.Min(low, previousClose);
}
