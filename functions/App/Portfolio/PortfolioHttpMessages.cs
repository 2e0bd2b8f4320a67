namespace Orchestrations.App.Portfolio;

/// <summary>What the portfolio holds and what it is worth now.</summary>
/// <param name="Portfolio">The name.</param>
/// <param name="Mode">paper, testnet or live.</param>
/// <param name="MarketData">Where prices come from.</param>
/// <param name="At">When it was valued, UTC.</param>
/// <param name="Currency">What values are in.</param>
/// <param name="Equity">The worth of everything that has a price.</param>
/// <param name="Engines">One for each part of the portfolio that holds something.</param>
/// <param name="Unpriced">Assets that have no price now and count as nothing.</param>
public sealed record PortfolioAnswer(
    string Portfolio, string Mode, string MarketData, DateTimeOffset At, string Currency, decimal Equity,
    IReadOnlyList<PortfolioPart> Engines, IReadOnlyList<string> Unpriced);

/// <summary>A part of the portfolio.</summary>
/// <param name="Engine">CORE, TREND, FUNDING or TACTICAL.</param>
/// <param name="Value">The worth of its holdings.</param>
/// <param name="Holdings">By asset code.</param>
public sealed record PortfolioPart(string Engine, decimal Value, IReadOnlyList<HoldingLine> Holdings);

/// <summary>One holding.</summary>
/// <param name="Asset">Its code.</param>
/// <param name="Quantity">How much, in units of the asset.</param>
/// <param name="Price">The middle of the quote; null when there is none now.</param>
/// <param name="Value">Quantity times price; null without a price.</param>
public sealed record HoldingLine(string Asset, decimal Quantity, decimal? Price, decimal? Value);
