using Orchestrations.Domain.Market;

namespace Orchestrations.Domain.Indicators;

/// <summary>
/// Average directional index (Wilder 1978): how strong a trend is, whichever its direction; 0 to 100. Upward movement is
/// high - previous high where that is above zero and above the downward movement, else zero; downward movement likewise
/// with the lows. Both, and the true range, are smoothed as sums: the first is that of n bars, each later one
/// <c>previous - previous / n + new</c>. DX = 100 x |up - down| / (up + down); the first ADX is the mean of n DX, each later
/// one <c>(previous x (n - 1) + DX) / n</c>. A bar without any movement so far has a DX of zero. The true range cancels out
/// of DX, so it is not computed.
/// </summary>
public sealed class Adx : IIndicator
{
    readonly int length;
    double high, low;
    double up, down;
    double value;

    /// <param name="length">n: 1 to 10,000; Wilder's own is 14.</param>
    /// <exception cref="DomainException">ORC-INDICATOR-002: another length.</exception>
    public Adx(int length) => this.length = Lengths.Check(length, nameof(Adx));

    /// <summary>2 n: n movements (from n + 1 bars) for the first DX, then n DX.</summary>
    public int WarmUp => 2 * length;

    /// <summary>
    /// 25 n: both smoothings must have forgotten their beginning. Of it x^(23 n) x (1 + 23) with x = 1 - 1/n is left, less than
    /// 0.00000001.
    /// </summary>
    public int Settled => 25 * length;

    /// <inheritdoc />
    public int Count { get; private set; }

    /// <summary>The index, 0 to 100.</summary>
    /// <exception cref="DomainException">ORC-INDICATOR-001: fewer than 2 n bars were added.</exception>
    public double Value
    {
        get
        {
            Lengths.CheckWarm(this);
            return value;
        }
    }

    /// <summary>Adds the next bar.</summary>
    public void Add(Bar bar) => Add((double)bar.High, (double)bar.Low);

    /// <summary>Adds the next bar by its prices.</summary>
    public void Add(double high, double low)
    {
        Count++;
        if (Count > 1)
            AddMovement(high - this.high, this.low - low);
        (this.high, this.low) = (high, low);
    }

    void AddMovement(double rise, double fall)
    {
        var upward = rise > fall && rise > 0 ? rise : 0;
        var downward = fall > rise && fall > 0 ? fall : 0;
        var smoothing = Count > length + 1;
        up = smoothing ? up - up / length + upward : up + upward;
        down = smoothing ? down - down / length + downward : down + downward;
        if (Count <= length)
            return;
        var sum = up + down;
        var dx = sum > 0 ? 100 * Math.Abs(up - down) / sum : 0;
        if (Count > 2 * length)
            value += (dx - value) / length;
        else if (Count < 2 * length)
            value += dx;
        else
            value = (value + dx) / length;
    }
}
