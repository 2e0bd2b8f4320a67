using Orchestrations.App.Reconciliation;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The reconciliations whose histories are kept.</summary>
static class ReconciliationCases
{
    const string Instance = "reconciliation-20240115T0005";

    public static string Agrees(HistoryWorld world)
    {
        FundingCases.Entered(world);
        Assert.Empty(world.Reconcile(Instance).Differences);
        Assert.Empty(world.Alerts());
        return Instance;
    }

    public static string Differs(HistoryWorld world)
    {
        world.OpenBooks();
        world.Do(() => world.Paper.DepositAsync("strange", new Money(1m, Asset.Usdt), CancellationToken.None));
        var difference = Assert.Single(world.Reconcile(Instance).Differences);
        Assert.Equal((ReconciliationCodes.Balance, "10000", "10001"), (difference.Code, difference.Books, difference.Exchange));
        var alert = Assert.Single(world.Alerts());
        Assert.Equal(("10000", "10001"), (alert.Expected, alert.Actual));
        return Instance;
    }
}
