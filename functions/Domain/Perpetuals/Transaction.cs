using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>
/// One line of the account's transaction log: the only record of what contracts did to the wallet. Invariant:
/// <c>Change = CashFlow + Funding − Fee</c>.
/// </summary>
/// <param name="Id">Unique for all time. (Bybit: <c>id</c> and <c>tradeId</c> together; its own samples repeat the id.)</param>
/// <param name="Kind">Why it came to be.</param>
/// <param name="Pair">The contract.</param>
/// <param name="Side">The direction of the trade; of a settlement, the direction of the position.</param>
/// <param name="Quantity">What was traded, or the position that was settled.</param>
/// <param name="Price">The trade's price, or the mark price of the settlement.</param>
/// <param name="CashFlow">The realised profit, before the fee; below zero for a loss.</param>
/// <param name="Funding">What a settlement paid in; below zero when the account paid. (execution/list has the other sign.)</param>
/// <param name="Fee">What was charged; below zero for a rebate.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="ClientId">Our id of the order; null for what the exchange did by itself.</param>
/// <param name="ExecutionId">The exchange's id of the execution; null for a settlement.</param>
public sealed record Transaction(
    string Id,
    TransactionKind Kind,
    Pair Pair,
    OrderSide Side,
    Quantity Quantity,
    Price Price,
    Money CashFlow,
    Money Funding,
    Money Fee,
    DateTimeOffset Time,
    ClientOrderId? ClientId = null,
    string? ExecutionId = null)
{
    /// <summary>What it did to the wallet.</summary>
    public Money Change => CashFlow + Funding - Fee;

    /// <summary>By how much it changed the position, in base units: plus for a buy; zero for a settlement.</summary>
    public decimal PositionChange =>
        Kind == TransactionKind.Settlement ? 0m : Side == OrderSide.Buy ? Quantity.Amount : -Quantity.Amount;
}
