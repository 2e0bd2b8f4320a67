using Orchestrations.Domain.Capital;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Tests.Capital;

public class CapitalTests
{
    static readonly CapitalParameters standard = CapitalParameters.Standard;
    static readonly CapitalReading good = new(0.0999m, true, 1_000, 9, TimeSpan.FromDays(7), 20_000m, 20_000m);

    [Fact]
    public void Conditions_JustMet_Hold() => Assert.True(CapitalConditions.Of(good, standard).Hold);

    [Fact]
    public void Conditions_JustMissed_DoNotHold()
    {
        CapitalReading[] missed =
        [
            good with { Drawdown = 0.10m }, good with { BreakerIsNormal = false }, good with { FailedOrders = 10 },
            good with { SinceError = TimeSpan.FromDays(7) - TimeSpan.FromTicks(1) }, good with { Unassigned = 19_999.99m },
        ];

        Assert.Equal(
            [0, 1, 2, 3, 4],
            missed.Select(r => CapitalConditions.Of(r, standard)).Select(c => Array.IndexOf(
                [c.DrawdownIsSmall, c.BreakerIsNormal, c.ErrorsAreRare, c.ErrorIsLongAgo, c.MoneyIsThere], false)));
    }

    [Fact]
    public void Conditions_WithoutAnyOrder_HaveNoErrors() =>
        Assert.True(CapitalConditions.Of(good with { Orders = 0, FailedOrders = 0, SinceError = null }, standard).Hold);

    [Fact]
    public void Split_OfAnIncrease_SumsToItExactly()
    {
        var parts = standard.Split(Samples.Usdt(50_000m));
        var odd = standard.Split(Samples.Usdt(0.00000007m));

        Assert.Equal([30_000m, 10_000m, 7_500m, 2_500m], parts.Select(p => p.Amount.Amount));
        Assert.Equal(0.00000007m, odd.Sum(p => p.Amount.Amount));
        Assert.All(odd, part => Assert.True(part.Amount.IsPositive));
    }

    [Fact]
    public void Parameters_OutOfRange_AreRefused()
    {
        CapitalParameters[] bad =
        [
            standard with { MaxDrawdown = 0m }, standard with { MaxErrorRate = 0m }, standard with { CleanFor = TimeSpan.FromDays(366) },
            standard with { Shares = [new(PortfolioEngine.Core, 0.9m)] },
            standard with { Shares = [new(PortfolioEngine.Core, 0.5m), new(PortfolioEngine.Core, 0.5m)] },
        ];

        Assert.All(bad, p => Assert.Equal("ORC-CAPITAL-001", Assert.Throws<DomainException>(p.Checked).Code));
        Assert.Same(standard, standard.Checked());
    }
}
