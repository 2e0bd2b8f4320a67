using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData;

/// <summary>Where nothing publishes the index: its value is never known, and nobody pretends otherwise.</summary>
public sealed class NoFearGreedIndex : IFearGreedIndex
{
    /// <inheritdoc />
    public Task<FearGreed?> GetLatestAsync(CancellationToken cancellation) => Task.FromResult<FearGreed?>(null);
}
