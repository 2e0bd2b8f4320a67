using Orchestrations.Domain.Dca;

namespace Orchestrations.Domain.Tests.Dca;

public class DcaPlanTests
{
    [Theory]
    [InlineData("ORC-DCA-001", "Core", 1000, 0.5, 0.2, 10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-001", "", 1000, 0.5, 0.2, 10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-002", "a", 1000, 0.9, 0.2, 10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-002", "a", 1000, 0.5, 0, 10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-002", "a", 1000, -0.5, 0.1, 10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-003", "a", -1, 0.5, 0.2, 10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-003", "a", 1e13, 0.5, 0.2, 10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-003", "a", 1000, 0.5, 0.2, -10, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-003", "a", 0, 0.5, 0.2, 0, 14, 24, 3, 2024)]
    [InlineData("ORC-DCA-004", "a", 1000, 0.5, 0.2, 10, 0, 24, 3, 2024)]
    [InlineData("ORC-DCA-004", "a", 1000, 0.5, 0.2, 10, 366, 24, 3, 2024)]
    [InlineData("ORC-DCA-004", "a", 1000, 0.5, 0.2, 10, 14, 0, 3, 2024)]
    [InlineData("ORC-DCA-004", "a", 1000, 0.5, 0.2, 10, 14, 9000, 3, 2024)]
    [InlineData("ORC-DCA-004", "a", 1000, 0.5, 0.2, 10, 14, 24, 0, 2024)]
    [InlineData("ORC-DCA-004", "a", 1000, 0.5, 0.2, 10, 14, 24, 3, 1999)]
    public void Plan_WithAValueOutOfRange_IsRefusedWithItsCode(
        string code, string name, double capital, double btc, double eth, double perInterval, int days, int hours, int catchUp, int year)
    {
        var e = Assert.Throws<DomainException>(() => new DcaPlan(
            name, "main", Samples.Usdt((decimal)capital),
            [new DcaTarget(Samples.Btc, (decimal)btc), new DcaTarget(Samples.Eth, (decimal)eth)],
            new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero), Samples.Usdt((decimal)perInterval), days, TimeSpan.FromHours(hours), catchUp));

        Assert.Equal(code, e.Code);
    }

    [Fact]
    public void Plan_WithOneTargetTwice_IsRefused() =>
        Assert.Equal("ORC-DCA-002", Assert.Throws<DomainException>(() => new DcaPlan(
            "a", "main", Samples.Usdt(1m), [new DcaTarget(Samples.Btc, 0.1m), new DcaTarget(Samples.Btc, 0.1m)],
            Samples.Start, Samples.Usdt(1m))).Code);

    [Fact]
    public void Plan_WithoutTargets_IsRefused() =>
        Assert.Equal("ORC-DCA-002", Assert.Throws<DomainException>(() =>
            new DcaPlan("a", "main", Samples.Usdt(1m), [], Samples.Start, Samples.Usdt(1m))).Code);
}
