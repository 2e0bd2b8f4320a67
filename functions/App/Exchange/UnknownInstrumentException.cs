using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Exchange;

/// <summary>The exchange does not trade the pair (ORC-EXCHANGE-001).</summary>
public sealed class UnknownInstrumentException : Exception
{
    /// <param name="pair">What was asked for.</param>
    public UnknownInstrumentException(Pair pair)
        : base($"The exchange does not trade {pair.Symbol}. Check the symbol, or ask the exchange's instruments-info for what it trades.") =>
        Pair = pair;

    /// <summary>Stable code of this error.</summary>
    public const string Code = "ORC-EXCHANGE-001";

    /// <summary>What was asked for.</summary>
    public Pair Pair { get; }
}
