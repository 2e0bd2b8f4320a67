namespace Orchestrations.App.Prices;

/// <summary>What this system trades. Bounded by the settings, so it comes on one page.</summary>
/// <param name="Instruments">By symbol.</param>
public sealed record InstrumentsAnswer(IReadOnlyList<InstrumentLine> Instruments);

/// <summary>One instrument.</summary>
/// <param name="Symbol">Such as BTCUSDT.</param>
/// <param name="Markets">Where it is traded: spot, contract.</param>
public sealed record InstrumentLine(string Symbol, IReadOnlyList<string> Markets);

/// <summary>A page of candles, all of them closed.</summary>
/// <param name="Symbol">Such as BTCUSDT.</param>
/// <param name="Market">spot: what was traded; contract: the mark price, by which contracts are valued and stops set off.</param>
/// <param name="Source">Where the prices come from, for people.</param>
/// <param name="Candles">The oldest first.</param>
/// <param name="Next">The <c>after</c> of the next page; null at the end.</param>
public sealed record PricePage(string Symbol, string Market, string Source, IReadOnlyList<Candle> Candles, DateTimeOffset? Next);

/// <summary>What an instrument cost during one span of time, in quote units per base unit.</summary>
/// <param name="Time">When the span began, UTC.</param>
/// <param name="Minutes">How long it was: 1440 for a day, 60 for an hour.</param>
/// <param name="Open">The first price.</param>
/// <param name="High">The highest.</param>
/// <param name="Low">The lowest.</param>
/// <param name="Close">The last.</param>
/// <param name="Volume">What was traded, in base units; zero of the mark price.</param>
public sealed record Candle(DateTimeOffset Time, int Minutes, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume);

/// <summary>What this system did and holds at an instrument, to be drawn over its prices.</summary>
/// <param name="Symbol">Such as BTCUSDT.</param>
/// <param name="Market">spot or contract.</param>
/// <param name="Fills">A page of what was filled, the newest order first.</param>
/// <param name="Next">The <c>before</c> of the next page; null at the end.</param>
/// <param name="Levels">The prices that matter to what is open now.</param>
public sealed record PriceMarks(
    string Symbol, string Market, IReadOnlyList<PriceFill> Fills, int? Next, IReadOnlyList<PriceLevel> Levels);

/// <summary>What came of one order.</summary>
/// <param name="Time">When it was first sent, UTC.</param>
/// <param name="Engine">CORE, TREND, FUNDING or TACTICAL.</param>
/// <param name="Side">Buy or Sell.</param>
/// <param name="Quantity">What was filled, in base units before fees.</param>
/// <param name="Notional">What that cost or brought, in quote units before fees.</param>
/// <param name="Price">The average: notional over quantity, to 8 places.</param>
/// <param name="ClientId">The order's id.</param>
public sealed record PriceFill(
    DateTimeOffset Time, string Engine, string Side, decimal Quantity, decimal Notional, decimal Price, string ClientId);

/// <summary>A price that matters to what is open.</summary>
/// <param name="Kind">entry: what one unit cost on average; stop: what sets off the stop; liquidation: where it would be closed by force.</param>
/// <param name="Engine">Whose; null when no engine has the position.</param>
/// <param name="Price">The price, in quote units per base unit.</param>
public sealed record PriceLevel(string Kind, string? Engine, decimal Price);
