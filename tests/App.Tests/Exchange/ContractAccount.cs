using Orchestrations.App.Exchange;

namespace Orchestrations.App.Tests.Exchange;

/// <summary>An account that trades contracts, and its market.</summary>
/// <param name="Perpetuals">Its orders.</param>
/// <param name="Stops">Its stops.</param>
/// <param name="Positions">What is open.</param>
/// <param name="Log">What contracts did to its wallet.</param>
/// <param name="Move">Moves the price of BTCUSDT, which is 50,000 at first.</param>
/// <param name="Now">The exchange's clock.</param>
public sealed record ContractAccount(
    IPerpetuals Perpetuals, IStops Stops, IPositions Positions, ITransactionLog Log, Action<decimal> Move, Func<DateTimeOffset> Now);
