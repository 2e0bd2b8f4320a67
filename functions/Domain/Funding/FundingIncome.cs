using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Funding;

/// <summary>What becomes of a settlement. The parts sum to it exactly.</summary>
/// <param name="Compounds">Stays with the engine.</param>
/// <param name="ToTactical">Goes to the tactical reserve by ledger transfer.</param>
public sealed record FundingIncome(Money Compounds, Money ToTactical)
{
    const decimal SmallestAmount = 0.00000001m;

    /// <summary>Splits a settlement. A payment (below zero) is borne by the engine whole.</summary>
    /// <param name="settlement">As the transaction log states it: above zero when received.</param>
    /// <param name="parameters">The compounded part.</param>
    public static FundingIncome Split(Money settlement, FundingParameters parameters)
    {
        var given = settlement.IsPositive
            ? (settlement * (1m - parameters.CompoundShare)).RoundDown(SmallestAmount)
            : Money.Zero(settlement.Asset);
        return new FundingIncome(settlement - given, given);
    }
}
