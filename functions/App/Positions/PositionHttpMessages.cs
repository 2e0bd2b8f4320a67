namespace Orchestrations.App.Positions;

/// <summary>Everything that is open. Bounded by the coins and contracts that are traded, so it comes on one page.</summary>
/// <param name="At">When it was read, UTC.</param>
/// <param name="Currency">What amounts are in.</param>
/// <param name="Spot">Coins by engine, without cash.</param>
/// <param name="Contracts">Perpetual positions.</param>
/// <param name="Hedges">The pairs of legs of the funding engine.</param>
/// <param name="Stops">The protective stops of open trades.</param>
public sealed record PositionsAnswer(
    DateTimeOffset At, string Currency, IReadOnlyList<SpotLine> Spot, IReadOnlyList<ContractLine> Contracts,
    IReadOnlyList<HedgeLine> Hedges, IReadOnlyList<StopLine> Stops);

/// <summary>A coin that an engine holds.</summary>
/// <param name="Engine">CORE, TREND, FUNDING or TACTICAL.</param>
/// <param name="Asset">Its code.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Price">The middle of the quote.</param>
/// <param name="Value">Quantity times price.</param>
/// <param name="Since">When the oldest unit that is held was bought, UTC; null when none was.</param>
/// <param name="Age">How long that is ago.</param>
public sealed record SpotLine(
    string Engine, string Asset, decimal Quantity, decimal Price, decimal Value, DateTimeOffset? Since, TimeSpan? Age);

/// <summary>A position in a perpetual contract, as the exchange shows it and as the books have it.</summary>
/// <param name="Engine">Whose; null when no engine has the contract.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Long or Short.</param>
/// <param name="Size">In the base coin, without sign.</param>
/// <param name="Booked">What the books have, with the sign of the side; anything but the size is a difference.</param>
/// <param name="Entry">The average price it was opened at.</param>
/// <param name="Mark">The mark price now.</param>
/// <param name="Value">Size times mark.</param>
/// <param name="Unrealised">Its open profit or loss.</param>
/// <param name="Liquidation">Where it would be closed by force, an estimate; null when nowhere.</param>
/// <param name="Leverage">What it was opened with.</param>
/// <param name="DeleverageRank">How near it is to being reduced by force: 0 to 5.</param>
/// <param name="Since">When it was opened, UTC; null when that is not known.</param>
/// <param name="Age">How long that is ago.</param>
public sealed record ContractLine(
    string? Engine, string Symbol, string Side, decimal Size, decimal Booked, decimal Entry, decimal Mark, decimal Value,
    decimal Unrealised, decimal? Liquidation, decimal Leverage, int DeleverageRank, DateTimeOffset? Since, TimeSpan? Age);

/// <summary>A hedge: coins held and the same contracts sold short.</summary>
/// <param name="Symbol">The pair of both legs.</param>
/// <param name="Spot">What is held, in the base coin.</param>
/// <param name="Short">What is sold short.</param>
/// <param name="DriftPercent">How far the legs differ, of the larger one, 0 to 100.</param>
/// <param name="MaxDriftPercent">Above this they are made equal.</param>
/// <param name="LongestNaked">The longest that a leg of this contract ever stood alone.</param>
/// <param name="Since">When the hedge was opened, UTC; null when it was not noted yet.</param>
/// <param name="Age">How long that is ago.</param>
public sealed record HedgeLine(
    string Symbol, decimal Spot, decimal Short, decimal DriftPercent, decimal MaxDriftPercent, TimeSpan LongestNaked,
    DateTimeOffset? Since, TimeSpan? Age);

/// <summary>The stop that protects an open trade.</summary>
/// <param name="Engine">TREND.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Level">The mark price that sets it off.</param>
/// <param name="DistancePercent">How far the mark price is from it, of the mark price; null while that is not known.</param>
/// <param name="ClientId">Our id of it; null when the trade has none.</param>
/// <param name="Status">Untriggered, Filled or Gone when it was last seen; Missing when it never was.</param>
/// <param name="VerifiedAt">When it was last seen at the exchange, UTC; null when it never was.</param>
/// <param name="Since">When the trade was entered, UTC.</param>
/// <param name="Age">How long that is ago.</param>
public sealed record StopLine(
    string Engine, string Symbol, decimal Level, decimal? DistancePercent, string? ClientId, string Status, DateTimeOffset? VerifiedAt,
    DateTimeOffset? Since, TimeSpan? Age);
