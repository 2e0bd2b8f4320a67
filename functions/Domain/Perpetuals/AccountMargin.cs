using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Perpetuals;

/// <summary>The margin of the account, in USDT.</summary>
/// <param name="WalletBalance">What the account holds, before open profits.</param>
/// <param name="UnrealisedPnl">Of all positions, at mark prices.</param>
/// <param name="InitialMargin">What open positions bind.</param>
/// <param name="MaintenanceMargin">Below this margin balance positions are closed by force.</param>
public sealed record AccountMargin(Money WalletBalance, Money UnrealisedPnl, Money InitialMargin, Money MaintenanceMargin)
{
    /// <summary>Wallet balance and open profits.</summary>
    public Money MarginBalance => WalletBalance + UnrealisedPnl;

    /// <summary>
    /// What may be spent or bound: the wallet, less open losses and bound margin. Open profits are not counted.
    /// </summary>
    public Money Available => WalletBalance + Money.Min(UnrealisedPnl, Money.Zero(UnrealisedPnl.Asset)) - InitialMargin;
}
