using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData;

/// <summary>Where nothing publishes the index: its value is never known, and nobody pretends otherwise.</summary>
public sealed class NoFearGreedIndex : IFearGreedIndex
{
    /// <summary>What is said where a setting switched the index off.</summary>
    public const string SwitchedOff = "none, switched off by MarketData:FearGreed";

    /// <inheritdoc />
    public string Description => SwitchedOff;

    /// <inheritdoc />
    public Task<FearGreed?> GetLatestAsync(CancellationToken cancellation) => Task.FromResult<FearGreed?>(null);
}
