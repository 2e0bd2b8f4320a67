using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Dca;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests;

/// <summary>
/// Values that tests share. Generators cover the ranges that trading meets, in whole multiples of realistic steps.
/// </summary>
static class Samples
{
    public static Pair Btc { get; } = Pair.Parse("BTCUSDT");

    public static Pair Eth { get; } = Pair.Parse("ETHUSDT");

    public static DateTimeOffset Start { get; } = new(2024, 1, 15, 0, 0, 0, TimeSpan.Zero);

    public static SpotInstrument BtcRules { get; } = new(Btc, 0.01m, 0.000001m, 0.0000001m, 5m, 41.5m, 83m, 0.01m, 0.001m);

    /// <summary>Prices from 0.01 to about 200,000, with cents.</summary>
    public static Gen<decimal> Prices { get; } = Gen.Choose(1, 20_000_000).Select(cents => cents / 100m);

    /// <summary>Amounts from 0.0001 to about 100,000 with four decimals.</summary>
    public static Gen<decimal> Amounts { get; } = Gen.Choose(1, 1_000_000_000).Select(n => n / 10_000m);

    public static Money Usdt(decimal amount) => new(amount, Asset.Usdt);

    public static Quote QuoteAt(decimal price, Pair? pair = null)
    {
        var at = new Price(price, pair ?? Btc);
        return new Quote(at, at, at, Start);
    }

    public static DcaPlan Plan(decimal capital = 10_000m, decimal perInterval = 100m, int days = 14, int catchUp = 3) => new(
        "core", "main", Usdt(capital), [new DcaTarget(Btc, 0.4m), new DcaTarget(Eth, 0.2m)], Start, Usdt(perInterval), days,
        maxCatchUpIntervals: catchUp);

    public static Fill Fill(Pair pair, OrderSide side, decimal quantity, decimal price, Money fee, string id = "e-1") => new(
        id, new ClientOrderId("dca-test"), pair, side, new Quantity(quantity, pair.Base), new Price(price, pair), fee, Start);

    /// <summary>A buy that pays 0.1 % in the bought coin, as on Bybit.</summary>
    public static Fill Buy(Pair pair, decimal quantity, decimal price, string id = "e-1") =>
        Fill(pair, OrderSide.Buy, quantity, price, new Money(quantity * 0.001m, pair.Base), id);
}
