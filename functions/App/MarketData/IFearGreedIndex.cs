using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData;

/// <summary>The crypto fear and greed index.</summary>
public interface IFearGreedIndex
{
    /// <summary>How old a value may be: three days after its own began.</summary>
    static readonly TimeSpan MostAge = TimeSpan.FromDays(3);

    /// <summary>What this source is, for people; "none" with a reason where there is none.</summary>
    string Description { get; }

    /// <summary>
    /// The value published last, as of now; null when there is none yet, or none from the last three days: an old mood says
    /// nothing.
    /// </summary>
    Task<FearGreed?> GetLatestAsync(CancellationToken cancellation);
}
