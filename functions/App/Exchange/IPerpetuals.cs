using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Exchange;

/// <summary>
/// Market orders of perpetual contracts, in one-way position mode: an order of hedge mode is refused by the exchange. An
/// order that was filled in part and cancelled is shown as such, although Bybit says only Cancelled.
/// </summary>
public interface IPerpetuals : IOrders
{
    /// <summary>The rules of a contract as they are now, its funding interval among them.</summary>
    /// <exception cref="UnknownInstrumentException">The exchange does not trade the contract.</exception>
    Task<PerpetualInstrument> GetInstrumentAsync(Pair pair, CancellationToken cancellation);
}
