namespace Orchestrations.Domain.Indicators;

/// <summary>
/// A figure made from the bars so far, one bar at a time in constant time and memory. It refuses to be read before its
/// warm-up is over: a figure from too few bars looks like any other and decides like none.
/// </summary>
public interface IIndicator
{
    /// <summary>How many bars it takes until the figure is defined.</summary>
    int WarmUp { get; }

    /// <summary>
    /// How many bars it takes until the choice of the first bar no longer matters: less than 0.00000001 of it is left. Equal
    /// to <see cref="WarmUp"/> where old bars drop out; longer where they only fade, as in Wilder's smoothing. A decision
    /// rests on a settled figure, so that two runs over windows of different length decide alike.
    /// </summary>
    int Settled { get; }

    /// <summary>How many bars were added.</summary>
    int Count { get; }
}
