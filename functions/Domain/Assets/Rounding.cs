namespace Orchestrations.Domain.Assets;

/// <summary>Rounding to the steps an exchange prescribes. Exact in decimal: a multiple of the step stays as it is.</summary>
public static class Rounding
{
    /// <summary>The multiple of <paramref name="step"/> nearest to <paramref name="value"/> that is not farther from zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above zero.</exception>
    public static decimal Down(decimal value, decimal step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        // Rounding to the step's own digits changes no value: it drops the zeros that earlier divisions left behind.
        return decimal.Round(value - value % step, step.Scale);
    }

    /// <summary>The multiple of <paramref name="step"/> nearest to <paramref name="value"/> that is not nearer to zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above zero.</exception>
    public static decimal Up(decimal value, decimal step)
    {
        var down = Down(value, step);
        return down == value ? value : down + Math.Sign(value) * step;
    }
}
