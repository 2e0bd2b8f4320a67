using Orchestrations.Domain.Assets;

namespace Orchestrations.App.MarketData;

/// <summary>There is no price for a pair now (ORC-MARKET-001). Safe to ask again later.</summary>
public sealed class MarketDataUnavailableException : Exception
{
    /// <param name="pair">What was asked for.</param>
    /// <param name="reason">Why there is none.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public MarketDataUnavailableException(Pair pair, string reason, Exception? inner = null)
        : base($"No market data for {pair.Symbol}: {reason}", inner) => Pair = pair;

    /// <summary>Stable code of this error.</summary>
    public const string Code = "ORC-MARKET-001";

    /// <summary>What was asked for.</summary>
    public Pair Pair { get; }
}
