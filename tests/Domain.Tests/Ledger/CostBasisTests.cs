using FsCheck;
using FsCheck.Fluent;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Tests.Ledger;

public class CostBasisTests
{
    [Fact]
    public void Fifo_OverPartialFillsByHand_SellsTheOldestFirst()
    {
        // Bought 1 at 10,000 and 2 at 13,000. Sold 1.5 at 16,000 in fills of 0.6 and 0.9:
        // 0.6 x 16,000 - 0.6 x 10,000 = 3,600; 0.4 x 16,000 - 4,000 + 0.5 x 16,000 - 6,500 = 3,900. Left 1.5 at 13,000.
        var basis = CostBasis.Of(Samples.Btc, CostMethod.Fifo,
            [Buy(1m, 10_000m), Buy(2m, 13_000m), Sell(0.6m, 16_000m), Sell(0.9m, 16_000m)]);

        Assert.Equal(Samples.Usdt(7_500m), basis.Realised);
        Assert.Equal((1.5m, 19_500m, 13_000m), (basis.Quantity.Amount, basis.Cost.Amount, basis.AverageCost));
        Assert.Equal(Samples.Usdt(4_500m), basis.Unrealised(new Price(16_000m, Samples.Btc)));
        Assert.Single(basis.Lots);
    }

    [Fact]
    public void Average_OverTheSameFills_SellsAtTheMean()
    {
        // 36,000 / 3 = 12,000 each: 1.5 x (16,000 - 12,000) = 6,000.
        var basis = CostBasis.Of(Samples.Btc, CostMethod.Average,
            [Buy(1m, 10_000m), Buy(2m, 13_000m), Sell(0.6m, 16_000m), Sell(0.9m, 16_000m)]);

        Assert.Equal(Samples.Usdt(6_000m), basis.Realised);
        Assert.Equal((1.5m, 18_000m), (basis.Quantity.Amount, basis.Cost.Amount));
    }

    [Fact]
    public void Fees_InEitherCoin_CountAgainstTheProfit()
    {
        // 1 for 10,000 less 0.001 arrives; 0.999 sold at 20,000 with a fee of 19.98: 19,960.02 - 10,000.
        var sell = Samples.Fill(Samples.Btc, OrderSide.Sell, 0.999m, 20_000m, Samples.Usdt(19.98m), "e-2");

        var basis = CostBasis.Of(Samples.Btc, CostMethod.Fifo, [Samples.Buy(Samples.Btc, 1m, 10_000m), sell]);

        Assert.Equal(Samples.Usdt(9_960.02m), basis.Realised);
        Assert.True(basis.Quantity.IsZero);
        Assert.Null(basis.AverageCost);
    }

    [Fact]
    public void Sale_OfMoreThanIsHeld_IsRefused() => Assert.Equal("ORC-LEDGER-006", Assert.Throws<DomainException>(() =>
        CostBasis.Of(Samples.Btc, CostMethod.Fifo, [Buy(1m, 1m), Sell(1.000001m, 1m)])).Code);

    [Fact]
    public void Fill_OfAnotherPair_IsRefused() => Assert.Equal("ORC-ORDER-004", Assert.Throws<DomainException>(() =>
        CostBasis.Empty(Samples.Eth, CostMethod.Fifo).Add(Buy(1m, 1m))).Code);

    [Fact]
    public void Profit_RealisedAndOpen_IsThatOfTheCashWhicheverTheMethod() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            Gen.Choose(1, 1_000_000).Zip(Gen.Choose(1, 5_000_000)).ListOf(20).ToArbitrary(), trades =>
            {
                var fills = new List<Fill>();
                var held = 0m;
                foreach (var (size, cents) in trades)
                {
                    var quantity = size / 1_000m;
                    if (size % 2 == 0 && held >= quantity)
                        fills.Add(Sell(quantity, cents / 100m));
                    else
                        fills.Add(Buy(quantity, cents / 100m));
                    held += fills[^1].Side == OrderSide.Buy ? quantity : -quantity;
                }
                var cash = fills.Sum(f => f.Side == OrderSide.Buy ? -f.Notional.Amount : f.Notional.Amount);
                return Enum.GetValues<CostMethod>().All(method =>
                {
                    var basis = CostBasis.Of(Samples.Btc, method, fills);
                    return basis.Quantity.Amount == held && Math.Abs(basis.Realised.Amount - basis.Cost.Amount - cash) < 1e-12m;
                });
            }));

    static Fill Buy(decimal quantity, decimal price) =>
        Samples.Fill(Samples.Btc, OrderSide.Buy, quantity, price, Samples.Usdt(0m));

    static Fill Sell(decimal quantity, decimal price) =>
        Samples.Fill(Samples.Btc, OrderSide.Sell, quantity, price, Samples.Usdt(0m));
}
