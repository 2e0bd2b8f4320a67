using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Instruments;
using Orchestrations.Domain.Market;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests.Instruments;

public class OrderSizingTests
{
    [Fact]
    public void Buy_ByAnyAmountAtAnyPrice_NeverCostsMoreThanTheAmount() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Samples.Amounts.Zip(Samples.Prices).ToArbitrary(), sample =>
        {
            var (amount, price) = sample;
            var size = OrderSizing.For(OrderSide.Buy, Samples.Usdt(amount), Samples.QuoteAt(price), Samples.BtcRules);
            return size is not OrderSize.Sized sized
                || (sized.Notional.Amount <= amount
                    && sized.Quantity.Amount % 0.000001m == 0m
                    && sized.Notional.Amount >= 5m
                    && sized.Quantity.Amount <= 41.5m
                    && (sized.Capped || amount - sized.Notional.Amount < 0.000001m * price));
        }));

    [Fact]
    public void Buy_WithASpread_IsSizedAtTheAsk()
    {
        var quote = new Quote(
            new Price(49_000m, Samples.Btc), new Price(50_000m, Samples.Btc), new Price(49_500m, Samples.Btc), Samples.Start);

        var size = OrderSizing.For(OrderSide.Buy, Samples.Usdt(100m), quote, Samples.BtcRules);

        Assert.Equal(new OrderSize.Sized(new Quantity(0.002m, Samples.Btc.Base), quote.Ask, false), size);
    }

    [Fact]
    public void Buy_BelowTheLeastNotional_IsTooSmall()
    {
        var size = OrderSizing.For(OrderSide.Buy, Samples.Usdt(4.99m), Samples.QuoteAt(50_000m), Samples.BtcRules);

        Assert.Contains("below the least order of 5", Assert.IsType<OrderSize.TooSmall>(size).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Buy_RoundedBelowTheLeastNotional_IsTooSmall() =>
        Assert.IsType<OrderSize.TooSmall>(
            OrderSizing.For(OrderSide.Buy, Samples.Usdt(5.01m), Samples.QuoteAt(70_000m), Samples.BtcRules));

    [Fact]
    public void Buy_AboveTheCapOfOneOrder_IsCapped()
    {
        var size = OrderSizing.For(OrderSide.Buy, Samples.Usdt(5_000_000m), Samples.QuoteAt(50_000m), Samples.BtcRules);

        var sized = Assert.IsType<OrderSize.Sized>(size);
        Assert.True(sized.Capped);
        Assert.Equal(41.5m, sized.Quantity.Amount);
    }

    [Fact]
    public void Sell_ByBaseQuantity_IsRoundedDownToTheLot()
    {
        var size = OrderSizing.For(
            OrderSide.Sell, new Money(0.0123456789m, Samples.Btc.Base), Samples.QuoteAt(50_000m), Samples.BtcRules);

        Assert.Equal(0.012345m, Assert.IsType<OrderSize.Sized>(size).Quantity.Amount);
    }

    [Fact]
    public void Size_OfAnotherCoin_IsRefused()
    {
        var e = Assert.Throws<DomainException>(() => OrderSizing.For(
            OrderSide.Buy, new Money(1m, new Asset("ETH")), Samples.QuoteAt(50_000m), Samples.BtcRules));

        Assert.Equal("ORC-ORDER-004", e.Code);
    }
}
