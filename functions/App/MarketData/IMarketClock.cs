namespace Orchestrations.App.MarketData;

/// <summary>The clock of the exchange that prices come from.</summary>
public interface IMarketClock
{
    /// <summary>Its time, UTC; null where prices come from no exchange.</summary>
    /// <exception cref="HttpRequestException">There was no usable answer.</exception>
    Task<DateTimeOffset?> GetExchangeTimeAsync(CancellationToken cancellation);
}
