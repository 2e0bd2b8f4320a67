namespace Orchestrations.App.Trading;

/// <summary>Whose money is at stake.</summary>
public enum TradingMode
{
    /// <summary>Nobody's: orders go to the paper exchange.</summary>
    Paper,

    /// <summary>Play money at Bybit's testnet.</summary>
    Testnet,

    /// <summary>Real money.</summary>
    Live,
}
