using Orchestrations.App.Orders;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tactical;

/// <summary>What a sale brought goes from the reserve to the core, once: the transfer's id follows from the order's.</summary>
static class TacticalReturns
{
    const string Id = "tactical-exit-";

    /// <summary>The transfer.</summary>
    /// <param name="clientId">The order that sold.</param>
    /// <param name="amount">What it brought, above zero.</param>
    /// <param name="time">When, UTC.</param>
    public static JournalEntry Of(string clientId, Money amount, DateTimeOffset time) =>
        JournalEntries.Transfer(Id + clientId, PortfolioEngine.Tactical, PortfolioEngine.Core, amount, time);

    /// <summary>The source under which the ledger has the transfer of an order.</summary>
    public static string SourceOf(OrderInput order) => "transfer-" + Id + OrderRecord.IntentOf(order).ClientId.Value;
}
