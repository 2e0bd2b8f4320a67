namespace Orchestrations.Domain.Indicators;

/// <summary>
/// Simple moving average: the mean of the last n values. Kept as an exact decimal sum, so that a price is compared with
/// what its average is, not with the rounding of thousands of additions.
/// </summary>
public sealed class Sma : IIndicator
{
    readonly decimal[] window;
    decimal sum;
    int next;

    /// <param name="length">How many values it averages: 1 to 10,000.</param>
    /// <exception cref="DomainException">ORC-INDICATOR-002: another length.</exception>
    public Sma(int length) => window = new decimal[Lengths.Check(length, nameof(Sma))];

    /// <inheritdoc />
    public int WarmUp => window.Length;

    /// <inheritdoc />
    public int Settled => window.Length;

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <summary>The mean of the last n values, in their unit.</summary>
    /// <exception cref="DomainException">ORC-INDICATOR-001: fewer than n values were added.</exception>
    public decimal Value
    {
        get
        {
            Lengths.CheckWarm(this);
            return sum / window.Length;
        }
    }

    /// <summary>Adds the next value.</summary>
    public void Add(decimal value)
    {
        sum += value - window[next];
        window[next] = value;
        next = next + 1 == window.Length ? 0 : next + 1;
        Count++;
    }
}
