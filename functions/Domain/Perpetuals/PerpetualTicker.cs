using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Market;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>What a contract stands at now.</summary>
/// <param name="Quote">Best prices and last trade of the contract.</param>
/// <param name="Mark">What profits, margins and settlements are counted at.</param>
/// <param name="Index">The spot price behind it.</param>
/// <param name="FundingRate">The rate expected at the next settlement, as a share for one interval.</param>
/// <param name="NextFunding">The next settlement, UTC.</param>
/// <param name="FundingInterval">Time between settlements as the exchange states it now.</param>
public sealed record PerpetualTicker(
    Quote Quote, Price Mark, Price Index, decimal FundingRate, DateTimeOffset NextFunding, TimeSpan FundingInterval)
{
    /// <summary>The contract.</summary>
    public Pair Pair => Quote.Pair;

    /// <summary>How far the mark lies above the index, as a share; negative below.</summary>
    public decimal Basis => Mark.Value / Index.Value - 1m;
}
