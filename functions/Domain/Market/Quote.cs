using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Market;

/// <summary>The best prices of a pair at one moment.</summary>
/// <param name="Bid">The best price a seller gets now.</param>
/// <param name="Ask">The best price a buyer pays now; not below the bid.</param>
/// <param name="Last">The price of the last trade.</param>
/// <param name="Time">When the exchange (or the recorded bar's close) stated them, UTC.</param>
public sealed record Quote(Price Bid, Price Ask, Price Last, DateTimeOffset Time)
{
    /// <summary>What is priced in what.</summary>
    public Pair Pair => Last.Pair;

    /// <summary>Half-way between bid and ask.</summary>
    public Price Mid => new((Bid.Value + Ask.Value) / 2m, Pair);
}
