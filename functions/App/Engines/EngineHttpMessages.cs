namespace Orchestrations.App.Engines;

/// <summary>What each engine was given and what it made of it.</summary>
/// <param name="At">When it was valued, UTC.</param>
/// <param name="Currency">What amounts are in.</param>
/// <param name="Engines">CORE, TREND, FUNDING, TACTICAL.</param>
public sealed record EnginesAnswer(DateTimeOffset At, string Currency, IReadOnlyList<EngineLine> Engines);

/// <summary>One engine. Invariant: value is capital, realised and unrealised profit, and the coins without a cost.</summary>
/// <param name="Engine">CORE, TREND, FUNDING or TACTICAL.</param>
/// <param name="Capital">
/// What was brought in and transferred in, less what was taken and transferred out. Transfers are never profit.
/// </param>
/// <param name="Cash">What it holds in the currency.</param>
/// <param name="Value">Cash, coins at the prices of now, and the open profits of its contracts.</param>
/// <param name="Realised">What it made and kept after fees, settlements of contracts included; the oldest units are sold first.</param>
/// <param name="Unrealised">Open profits less open losses, of coins with a known cost and of contracts.</param>
/// <param name="Fees">Fees paid in the currency or in the coin that was bought, at its price then.</param>
/// <param name="Funding">What settlements of contracts paid; below zero when they cost.</param>
/// <param name="Assets">Its coins.</param>
/// <param name="OtherFees">Fees paid in other coins.</param>
public sealed record EngineLine(
    string Engine, decimal Capital, decimal Cash, decimal Value, decimal Realised, decimal Unrealised, decimal Fees, decimal Funding,
    IReadOnlyList<EngineAsset> Assets, IReadOnlyList<EngineFee> OtherFees);

/// <summary>One coin of an engine, with its cost by both methods. A coin that was sold whole stays, for what it made.</summary>
/// <param name="Asset">Its code.</param>
/// <param name="Quantity">How much is held.</param>
/// <param name="Price">The middle of the quote; null when none is held.</param>
/// <param name="Value">Quantity times price.</param>
/// <param name="WithoutCost">The part that came in otherwise than by a purchase, and counts in no profit.</param>
/// <param name="Fifo">The oldest units are sold first.</param>
/// <param name="Average">All units alike.</param>
public sealed record EngineAsset(
    string Asset, decimal Quantity, decimal? Price, decimal Value, decimal WithoutCost, EngineCost Fifo, EngineCost Average);

/// <summary>Cost and profit of a coin by one method.</summary>
/// <param name="UnitCost">What one unit of what is held cost, fees included; null when nothing with a cost is held.</param>
/// <param name="Cost">What all of them cost.</param>
/// <param name="Realised">What sales made.</param>
/// <param name="Unrealised">What selling all of them now would make, before fees.</param>
public sealed record EngineCost(decimal? UnitCost, decimal Cost, decimal Realised, decimal Unrealised);

/// <summary>Fees in one coin.</summary>
/// <param name="Asset">The coin.</param>
/// <param name="Amount">How much.</param>
public sealed record EngineFee(string Asset, decimal Amount);
