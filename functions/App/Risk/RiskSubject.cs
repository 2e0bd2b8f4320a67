using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Risk;

/// <summary>Who orders, and what for.</summary>
/// <param name="Portfolio">Whose money.</param>
/// <param name="Engine">The engine that orders.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Stop">The stop that protects an entry; null for none.</param>
public sealed record RiskSubject(string Portfolio, PortfolioEngine Engine, OrderPurpose Purpose, Price? Stop);
