using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData;

/// <summary>The crypto fear and greed index.</summary>
public interface IFearGreedIndex
{
    /// <summary>
    /// The value published last, as of now; null when there is none yet, or none from the last three days: an old mood says
    /// nothing.
    /// </summary>
    Task<FearGreed?> GetLatestAsync(CancellationToken cancellation);
}
