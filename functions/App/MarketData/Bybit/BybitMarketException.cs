namespace Orchestrations.App.MarketData.Bybit;

/// <summary>
/// Bybit's public endpoints gave no usable answer. Inside this folder only: the port's exception is made of it.
/// </summary>
sealed class BybitMarketException : Exception
{
    public BybitMarketException(string message, bool mayPass, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner)
    {
        MayPass = mayPass;
        RetryAfter = retryAfter;
    }

    /// <summary>True when the same request may succeed after a pause.</summary>
    public bool MayPass { get; }

    /// <summary>How long the server asks to wait, when it does.</summary>
    public TimeSpan? RetryAfter { get; }
}
