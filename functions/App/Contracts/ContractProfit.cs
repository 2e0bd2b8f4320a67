using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Contracts;

/// <summary>What a contract made: profits, fees and funding of every booked line.</summary>
/// <param name="Amount">In the quote coin; below zero for a loss.</param>
/// <param name="Sources">The ledger entries it is the sum of, by their sources.</param>
public sealed record ContractProfit(Money Amount, IReadOnlyList<string> Sources);
