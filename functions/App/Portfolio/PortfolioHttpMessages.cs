namespace Orchestrations.App.Portfolio;

/// <summary>What the portfolio holds and what it is worth now.</summary>
/// <param name="Portfolio">The name.</param>
/// <param name="Mode">paper, testnet or live.</param>
/// <param name="MarketData">Where prices come from.</param>
/// <param name="At">When it was valued, UTC.</param>
/// <param name="Currency">What values are in.</param>
/// <param name="Equity">Everything: the holdings, and the open profits of contracts less their open losses.</param>
/// <param name="Unrealised">The open profits of contracts less their open losses.</param>
/// <param name="OpenPositions">How many contracts are open.</param>
/// <param name="Engines">One for each part of the portfolio that holds something.</param>
public sealed record PortfolioAnswer(
    string Portfolio, string Mode, string MarketData, DateTimeOffset At, string Currency, decimal Equity,
    decimal Unrealised, int OpenPositions, IReadOnlyList<PortfolioPart> Engines);

/// <summary>A part of the portfolio.</summary>
/// <param name="Engine">CORE, TREND, FUNDING or TACTICAL.</param>
/// <param name="Value">The worth of its holdings.</param>
/// <param name="Holdings">By asset code.</param>
public sealed record PortfolioPart(string Engine, decimal Value, IReadOnlyList<HoldingLine> Holdings);

/// <summary>One holding.</summary>
/// <param name="Asset">Its code.</param>
/// <param name="Quantity">How much, in units of the asset.</param>
/// <param name="Price">The middle of the quote.</param>
/// <param name="Value">Quantity times price.</param>
public sealed record HoldingLine(string Asset, decimal Quantity, decimal Price, decimal Value);
