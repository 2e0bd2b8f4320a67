using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Exchange;

/// <summary>
/// The spot market of the account, its balances and the exchange's clock. Implementations: the paper exchange (here), Bybit
/// (Azure head). Contracts: <see cref="IPerpetuals"/>, <see cref="IStops"/>, <see cref="IPositions"/>,
/// <see cref="ITransactionLog"/>.
/// </summary>
public interface IExchange : IOrders
{
    /// <summary>The rules of a pair as they are now.</summary>
    /// <exception cref="UnknownInstrumentException">The exchange does not trade the pair.</exception>
    Task<SpotInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation);

    /// <summary>What the account holds; assets with nothing are left out. Open profits of contracts are not in it.</summary>
    Task<IReadOnlyList<Money>> GetBalancesAsync(CancellationToken cancellation);

    /// <summary>The exchange's clock, UTC.</summary>
    Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellation);
}
