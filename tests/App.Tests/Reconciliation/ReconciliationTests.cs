using Orchestrations.App.Orders;
using Orchestrations.App.Tests.Histories;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Reconciliation;

/// <summary>What a reconciliation notices, on the real engine.</summary>
public sealed class ReconciliationTests
{
    [Fact]
    public async Task Trade_OfNobody_IsAnAlertAndIsNotBooked()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        // Somebody claimed it once, so the log is read; the trade is older than any claim.
        world.Do(() => world.Paper.Perpetuals.SubmitAsync(
            new OrderRequest(new ClientOrderId("by-hand"), FundingCases.Btc, OrderSide.Buy, new Quantity(0.01m, FundingCases.Btc.Base))
            {
                Category = OrderCategory.Linear,
            }, CancellationToken.None));
        world.Pass(TimeSpan.FromHours(1));
        world.Do(() => world.Claims.ClaimAsync("main", "BTCUSDT", PortfolioEngine.Trend, world.Now, CancellationToken.None));

        var result = world.Reconcile("reconciliation-1");

        Assert.Equal(["balance", "position"], result.Differences.Select(difference => difference.Kind));
        Assert.Equal(("0", "0.01"), (result.Differences[1].Books, result.Differences[1].Exchange));
        Assert.Equal(
            ["ORC-CONTRACT-002", "ORC-RECON-001", "ORC-RECON-002"], world.Alerts().Select(alert => alert.Code).Order());
        Assert.Equal(0m, world.Booked(PortfolioEngine.Trend, AccountKind.Contracts, "BTCUSDTPERP"));
    }

    [Fact]
    public async Task Settlement_ThatTheLogDoesNotHave_IsAnAlert()
    {
        await using var world = new HistoryWorld(settings: HistoryCases.Settings);
        FundingCases.Entered(world);
        world.Pass(TimeSpan.FromHours(1));
        world.Reconcile("reconciliation-1");
        world.Pass(TimeSpan.FromHours(4));
        // Shown to the public, and late to the account: the account was cleared past it before it was known.
        world.Do(() => world.Paper.Perpetuals.SubmitAsync(new OrderRequest(
            new ClientOrderId("eth"), Pair.Parse("ETHUSDT"), OrderSide.Buy, new Quantity(0.01m, new Asset("ETH")))
        {
            Category = OrderCategory.Linear,
        }, CancellationToken.None));
        world.Market.Rates.Add(new FundingRate(FundingCases.Btc, world.Now.AddMinutes(-30), 0.0002m));
        var difference = Assert.Single(world.Reconcile("reconciliation-2").Differences, d => d.Kind == "settlement");
        Assert.Equal("ORC-RECON-004", difference.Code);
    }

    [Fact]
    public async Task Order_WithoutAKnownEnd_IsLearnedBeforeTheExchangeForgetsIt()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        world.Exchange.IsSilent = true;
        Assert.Equal("Unresolved", world.Order("order-1", Bench.Buy()).Status);
        world.Exchange.IsSilent = false;
        // Filled at the exchange, not in the books: the order that is looked for again explains nothing after it was found.
        var result = world.Reconcile("reconciliation-1");
        Assert.Equal(1, result.OrdersLookedAt);
        Assert.Empty(result.Differences);
        Assert.Empty(world.Alerts());
        Assert.True(world.Booked(PortfolioEngine.Core, AccountKind.Holdings, "BTC") > 0m);
    }

    [Fact]
    public async Task Order_ThatStaysUnseen_IsAnAlertAndExplainsTheDifference()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        world.Exchange.IsSilent = true;
        world.Order("order-1", Bench.Buy());
        var result = world.Reconcile("reconciliation-1");
        Assert.Equal(["ORC-ORDER-007", "ORC-RECON-003"], world.Alerts().Select(alert => alert.Code).Order());
        Assert.All(result.Differences.Where(difference => difference.Kind == "balance"),
            difference => Assert.StartsWith("dca-", difference.ExplainedBy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_ThatWasNeverSent_ExplainsNoDifference()
    {
        await using var world = new HistoryWorld();
        world.OpenBooks();
        // Its run was ended by a person between the intent and the send.
        var left = new OrderRecord(Bench.Buy(), OrderRecord.IntentOf(Bench.Buy()).ClientId.Value, "Intended", 0.002m, 50_000m, world.Now);
        world.Do(() => world.Get<OrderRepository>().CreateAsync(left, CancellationToken.None));
        world.Do(() => world.Paper.DepositAsync("by-hand", new Money(5m, Asset.Usdt), CancellationToken.None));
        var difference = Assert.Single(world.Reconcile("reconciliation-1").Differences);
        Assert.Equal(("balance", "USDT", null), (difference.Kind, difference.Subject, difference.ExplainedBy));
        Assert.Equal("ORC-RECON-001", Assert.Single(world.Alerts()).Code);
    }
}
