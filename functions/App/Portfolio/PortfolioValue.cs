using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Portfolio;

/// <summary>What a portfolio is worth at one moment. Values are in USDT.</summary>
/// <param name="Holdings">What each engine holds.</param>
/// <param name="Capital">What was brought in less what was taken out, by coin.</param>
/// <param name="Unrealised">Open profits less open losses of contracts.</param>
/// <param name="OpenPositions">How many contracts are open.</param>
public sealed record PortfolioValue(
    IReadOnlyList<PortfolioHolding> Holdings, IReadOnlyList<PortfolioCapital> Capital, Money Unrealised, int OpenPositions)
{
    /// <summary>Everything.</summary>
    public Money Total => Holdings.Aggregate(Unrealised, (sum, holding) => sum + holding.Value);

    /// <summary>What an engine holds of a coin; zero when nothing.</summary>
    public Money Of(PortfolioEngine engine, Asset coin) => Holdings
        .Where(holding => holding.Engine == engine && holding.Amount.Asset == coin)
        .Aggregate(Money.Zero(coin), (sum, holding) => sum + holding.Amount);

    /// <summary>The coins an engine holds, without its cash, that are worth at least an amount.</summary>
    public IEnumerable<PortfolioHolding> CoinsOf(PortfolioEngine engine, decimal least) => Holdings
        .Where(holding => holding.Engine == engine && holding.Amount.Asset != Asset.Usdt && holding.Value.Amount >= least);
}

/// <summary>One coin of one engine.</summary>
/// <param name="Engine">Whose.</param>
/// <param name="Amount">How much.</param>
/// <param name="Price">Of one coin, in USDT.</param>
/// <param name="Value">Of all of it, in USDT.</param>
public readonly record struct PortfolioHolding(PortfolioEngine Engine, Money Amount, Money Price, Money Value);

/// <summary>Capital brought in, in one coin.</summary>
/// <param name="Amount">How much; below zero when more was taken out.</param>
/// <param name="Value">At the prices of now, in USDT.</param>
public readonly record struct PortfolioCapital(Money Amount, Money Value);
