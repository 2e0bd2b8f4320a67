namespace Orchestrations.Domain.Indicators;

/// <summary>
/// Exponential moving average with the weight 2 / (n + 1) for the newest value: <c>ema += (value - ema) * weight</c>. It
/// begins with the mean of the first n values, as TA-Lib's does.
/// </summary>
public sealed class Ema : IIndicator
{
    readonly int length;
    readonly double weight;
    double value;

    /// <param name="length">n: 1 to 10,000.</param>
    /// <exception cref="DomainException">ORC-INDICATOR-002: another length.</exception>
    public Ema(int length)
    {
        this.length = Lengths.Check(length, nameof(Ema));
        weight = 2.0 / (length + 1);
    }

    /// <inheritdoc />
    public int WarmUp => length;

    /// <summary>11 n: of the beginning (1 - weight)^(10 n), less than e^-20 = 0.000000002, is left.</summary>
    public int Settled => 11 * length;

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <summary>The average, in the values' unit.</summary>
    /// <exception cref="DomainException">ORC-INDICATOR-001: fewer than n values were added.</exception>
    public double Value
    {
        get
        {
            Lengths.CheckWarm(this);
            return value;
        }
    }

    /// <summary>Adds the next value.</summary>
    public void Add(double next)
    {
        Count++;
        if (Count > length)
            value += (next - value) * weight;
        else if (Count < length)
            value += next;
        else
            value = (value + next) / length;
    }
}
