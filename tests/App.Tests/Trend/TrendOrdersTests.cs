using Orchestrations.App.Orders;
using Orchestrations.App.Trend;

namespace Orchestrations.App.Tests.Trend;

public class TrendOrdersTests
{
    [Theory]
    [InlineData("Filled", 1.5, true)]
    [InlineData("PartiallyFilledCancelled", 0.7, false)]
    [InlineData("Refused", 0, false)]
    public void SoldAll_OfAnExit_IsTrueWhenAllOfItWasFilled(string status, double sold, bool all) =>
        Assert.Equal(all, TrendOrders.SoldAll(Exit, Result(status, (decimal)sold)));

    [Fact]
    public void SoldAll_OfAnExitThatWasCutToTheCap_IsFalse() => Assert.False(TrendOrders.SoldAll(Exit, Result("Filled", 1m)));

    static OrderInput Exit => TrendOrders.Exit("main", "trend-BTCUSDT-20240115", "exit", "BTCUSDT", 1.5m);

    static OrderResult Result(string status, decimal sold) => new(
        "id", "BTCUSDT", "Sell", status, sold, sold, sold * 50_000m, sold * 50_000m, [], null, null, null);
}
