using System.Text.Json.Serialization;

namespace Orchestrations.App.MarketData.Bybit;

/// <summary>Every V5 answer. Only <c>retCode == 0</c> means success: <c>retMsg</c> has many spellings of it.</summary>
sealed record BybitEnvelope<T>(int RetCode, string? RetMsg, T? Result, long Time);

sealed record BybitTickers(IReadOnlyList<BybitTicker>? List);

sealed record BybitTicker(string Symbol, string Bid1Price, string Ask1Price, string LastPrice);

/// <summary>Rows of start (ms), open, high, low, close, volume, turnover; newest first, the first still open.</summary>
sealed record BybitKlines(string? Symbol, IReadOnlyList<IReadOnlyList<string>>? List);

sealed record BybitInstruments(IReadOnlyList<BybitInstrument>? List);

sealed record BybitInstrument(
    string Symbol,
    string BaseCoin,
    string QuoteCoin,
    string Status,
    BybitLotSizeFilter LotSizeFilter,
    BybitPriceFilter PriceFilter,
    BybitRiskParameters? RiskParameters);

/// <summary>The limit fields have changed names over time; older answers have only <c>maxOrderQty</c>.</summary>
sealed record BybitLotSizeFilter(
    string BasePrecision,
    string QuotePrecision,
    string MinOrderAmt,
    string? MaxOrderQty,
    string? MaxLimitOrderQty,
    string? MaxMarketOrderQty);

sealed record BybitPriceFilter(string TickSize);

sealed record BybitRiskParameters(string? PriceLimitRatioX);

sealed record BybitLinearTickers(IReadOnlyList<BybitLinearTicker>? List);

sealed record BybitLinearTicker(
    string Symbol,
    string Bid1Price,
    string Ask1Price,
    string LastPrice,
    string MarkPrice,
    string IndexPrice,
    string FundingRate,
    string NextFundingTime);

sealed record BybitFundingHistory(IReadOnlyList<BybitFundingRow>? List);

sealed record BybitFundingRow(string Symbol, string FundingRate, string FundingRateTimestamp);

sealed record BybitLinearInstruments(IReadOnlyList<BybitLinearInstrument>? List);

/// <summary>The funding interval is in minutes.</summary>
sealed record BybitLinearInstrument(
    string Symbol,
    string Status,
    BybitLeverageFilter LeverageFilter,
    BybitPriceFilter PriceFilter,
    BybitLinearLotSizeFilter LotSizeFilter,
    int FundingInterval);

sealed record BybitLeverageFilter(string MaxLeverage);

sealed record BybitLinearLotSizeFilter(string MaxMktOrderQty, string MinOrderQty, string QtyStep, string MinNotionalValue);

sealed record BybitTime(string TimeSecond, string TimeNano);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BybitEnvelope<BybitTickers>))]
[JsonSerializable(typeof(BybitEnvelope<BybitKlines>))]
[JsonSerializable(typeof(BybitEnvelope<BybitInstruments>))]
[JsonSerializable(typeof(BybitEnvelope<BybitTime>))]
[JsonSerializable(typeof(BybitEnvelope<BybitLinearTickers>))]
[JsonSerializable(typeof(BybitEnvelope<BybitFundingHistory>))]
[JsonSerializable(typeof(BybitEnvelope<BybitLinearInstruments>))]
sealed partial class BybitJson : JsonSerializerContext;
