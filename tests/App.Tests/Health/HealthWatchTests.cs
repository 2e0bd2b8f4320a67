using Orchestrations.App.Health;
using Orchestrations.App.Tests.Histories;

namespace Orchestrations.App.Tests.Health;

/// <summary>What the health watch makes of a system in trouble, on the real engine in virtual time.</summary>
public class HealthWatchTests
{
    [Fact]
    public async Task Trouble_ThatLasts_IsOneAlertAndEndsByItself()
    {
        await using var world = new HistoryWorld();
        Assert.Empty(Look(world).Bad);

        world.Market.HasPrices = false;
        Look(world);
        Look(world);
        Assert.Equal(["ORC-HEALTH-003", "ORC-HEALTH-003"], world.Alerts().Select(alert => alert.Code));

        world.Market.HasPrices = true;
        Assert.Empty(Look(world).Bad);
        Assert.Empty(world.Alerts());
        Assert.All(world.Notes(), alert => Assert.Equal("well again", alert.Reason));
    }

    [Fact]
    public async Task Orchestration_ThatFailed_IsAnAlertOnceHoweverOftenItIsSeen()
    {
        await using var world = new HistoryWorld();
        var failed = new FailedInstance("dca-core-20240114", "DcaOrchestrator", Bench.Start);
        Look(world, failed);
        Look(world, failed);

        var alert = Assert.Single(world.Alerts());
        Assert.Equal(("ORC-HEALTH-014", 1), (alert.Code, alert.Occurrences));

        Look(world, failed with { Instance = "dca-core-20240115" });
        Assert.Equal(2, Assert.Single(world.Alerts()).Occurrences);
    }

    [Fact]
    public async Task Orders_ThatFail_AreCountedFromTheAuditLog()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.Rejected };
        Assert.Equal("Rejected", world.Order("order-1", Bench.Buy()).Status);

        Assert.Equal(["health-orders"], Look(world).Bad);
        Assert.Contains(world.Alerts(), alert => alert is { Code: "ORC-HEALTH-013", Severity: "P1" });

        world.Pass(TimeSpan.FromDays(2));
        Assert.Empty(Look(world).Bad);
    }

    static HealthResult Look(HistoryWorld world, params FailedInstance[] failed)
    {
        world.Pass(TimeSpan.FromMinutes(5));
        var run = FormattableString.Invariant($"healthwatch-{world.Now:yyyyMMddHHmm}");
        return world.Run<HealthResult>(nameof(HealthOrchestrator), run, new HealthInput(run, failed));
    }
}
