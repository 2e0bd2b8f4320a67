using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orders;
using Orchestrations.App.Risk;
using Orchestrations.App.Settings;
using Orchestrations.App.Stops;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;
using Orchestrations.OnAzure.Bybit;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>What is looked at before an account trades.</summary>
public sealed class BybitOpeningTests(BybitStandIn venue) : BybitTests(venue)
{
    const string KeyInfo = "/v5/user/query-api";

    [Fact]
    public async Task Start_OfANewAccount_OpensTheBooksOnceWithWhatItHolds()
    {
        var account = Venue.Open();
        account.Wallet["BTC"] = 0.25m;
        var ledger = new LedgerRepository(new InMemoryStore());
        await Opening(account, ledger).StartingAsync(default);
        account.Wallet["USDT"] = 1m;
        await Opening(account, ledger).StartingAsync(default);
        Assert.Equal(10_000m, await BalanceAsync(ledger, Asset.Usdt));
        Assert.Equal(0.25m, await BalanceAsync(ledger, new Asset("BTC")));
    }

    [Theory]
    [InlineData("readOnly", 1, BybitOpening.KeyUnfit)]
    [InlineData("Spot", 0, BybitOpening.KeyUnfit)]
    [InlineData("ContractTrade", 0, BybitOpening.KeyUnfit)]
    [InlineData("Withdraw", 1, BybitOpening.KeyUnfit)]
    public async Task Start_WithAKeyThatMayDoTooLittleOrTooMuch_IsRefused(string what, int value, string code)
    {
        var account = Venue.Open();
        var permissions = account.KeyInfo["permissions"]!;
        if (what == "readOnly")
            account.KeyInfo["readOnly"] = value;
        else if (what == "Withdraw")
            permissions["Wallet"]!.AsArray().Add("Withdraw");
        else
            permissions[what]!.AsArray().Clear();
        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => Opening(account, new LedgerRepository(new InMemoryStore())).StartingAsync(default));
        Assert.Equal(code, refused.Code);
        Assert.DoesNotContain(account.Secret, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10003)]
    [InlineData(10004)]
    [InlineData(10010)]
    [InlineData(33004)]
    public async Task Start_WithAKeyThatIsRefused_IsRefused(int code)
    {
        var account = Venue.Open();
        account.Meet(KeyInfo, StandInFault.Code(code));
        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => Opening(account, new LedgerRepository(new InMemoryStore())).StartingAsync(default));
        Assert.Equal(BybitOpening.KeyRefused, refused.Code);
    }

    [Fact]
    public async Task Start_WhileTheExchangeIsDown_WaitsOnlyForTheBooksThatAreMissing()
    {
        var account = Venue.Open();
        var ledger = new LedgerRepository(new InMemoryStore());
        account.Meet(KeyInfo, new StandInFault(false, 503));
        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => Opening(account, ledger).StartingAsync(default));
        await Opening(account, ledger).StartingAsync(default);
        account.Meet(KeyInfo, new StandInFault(false, 503));
        await Opening(account, ledger).StartingAsync(default);
        Assert.Equal(10_000m, await BalanceAsync(ledger, Asset.Usdt));
    }

    [Fact]
    public async Task Start_OfAnAccountWithOpenContracts_IsRefused()
    {
        var account = Venue.Open();
        await new BybitPerpetuals(Venue.Connect(account)).SubmitAsync(Order("a", OrderCategory.Linear), default);
        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => Opening(account, new LedgerRepository(new InMemoryStore())).StartingAsync(default));
        Assert.Equal(BybitOpening.OpenContracts, refused.Code);
    }

    [Fact]
    public async Task Start_WithBooksOfPaperOrOfAnotherAccount_IsRefused()
    {
        var store = new InMemoryStore();
        var ledger = new LedgerRepository(store);
        await new BooksOwner(store, ledger, new TradingSettings(TradingMode.Paper, "main")).ClaimAsync("", default);
        var refused = await Assert.ThrowsAsync<SettingsException>(() => Opening(Venue.Open(), ledger, store).StartingAsync(default));
        Assert.Equal("ORC-LEDGER-007", refused.Code);

        var account = Venue.Open();
        var other = new InMemoryStore();
        await Opening(account, new LedgerRepository(other), other).StartingAsync(default);
        account.KeyInfo["userID"] = 7;
        refused = await Assert.ThrowsAsync<SettingsException>(
            () => Opening(account, new LedgerRepository(other), other).StartingAsync(default));
        Assert.Equal("ORC-LEDGER-007", refused.Code);
    }

    [Theory]
    [InlineData(OrderCategory.Spot, "dca", true)]
    [InlineData(OrderCategory.Linear, "funding", true)]
    [InlineData(OrderCategory.Linear, "trend", true)]
    [InlineData(OrderCategory.Spot, "", false)]
    public async Task Start_WithBooksThatDoNotKnowAnOrderThatWasExecuted_StopsEveryOrderOnce(
        OrderCategory category, string operation, bool own)
    {
        var account = Venue.Open();
        var store = new InMemoryStore();
        var ledger = new LedgerRepository(store);
        await Opening(account, ledger, store).StartingAsync(default);
        var id = own ? ClientOrderIds.FromIntent(operation, "run-20240115", "BTCUSDT").Value : "by-a-person";
        using (var access = Venue.Connect(account))
            await (category == OrderCategory.Spot ? (IOrders)new BybitExchange(access) : new BybitPerpetuals(access))
                .SubmitAsync(Order(id, category), default);

        // As after a restore: the account has what the books have not.
        await Opening(account, ledger, store).StartingAsync(default);
        var audit = new AuditRepository(store, WallClock.Instance);
        var stop = new EmergencyStop(store, audit, WallClock.Instance);
        Assert.Equal(own, (await stop.GetAsync()).Active);
        Assert.Equal(own, (await stop.GetAsync()).Reason.Contains(id, StringComparison.Ordinal));
        var alerts = await new AlertRepository(store, audit, WallClock.Instance).ListAsync().ToListAsync();
        Assert.Equal(own ? 1 : 0, alerts.Count(alert => alert is { Code: "ORC-AZURE-005", Severity: "P0" }));

        await stop.SwitchAsync(false, "compared");
        await Opening(account, ledger, store).StartingAsync(default);
        Assert.False((await stop.GetAsync()).Active);
    }

    [Theory]
    [InlineData("Stop")]
    [InlineData("UNKNOWN")]
    public async Task Start_AfterAStopWasSetOff_IsNoLossOfOrders(string kind)
    {
        var account = Venue.Open();
        account.ExecutedStopKind = kind;
        var store = new InMemoryStore();
        var ledger = new LedgerRepository(store);
        await Opening(account, ledger, store).StartingAsync(default);
        var id = ClientOrderIds.FromIntent("trend", "trend-BTCUSDT-20240115", "stop-1");
        using (var access = Venue.Connect(account))
        {
            var (perpetuals, stops) = (new BybitPerpetuals(access), new BybitStops(access));
            await perpetuals.SubmitAsync(Order("by-a-person", OrderCategory.Linear), default);
            var price = account.Prices["BTCUSDT"];
            await stops.PlaceAsync(new StopOrder(id, Btc, OrderSide.Sell, new Quantity(0.001m, Btc.Base), new Price(price * 0.9m, Btc)), default);
            // What is not named a stop by the exchange was seen when it stood.
            if (kind != "Stop")
                await new StopSightings(store, WallClock.Instance).NoteAsync((await stops.FindStopAsync(Btc, id, default))!);
            account.Move("BTCUSDT", price * 0.8m);
            Assert.Equal(StopStatus.Filled, (await stops.FindStopAsync(Btc, id, default))!.Status);
        }

        await Opening(account, ledger, store).StartingAsync(default);
        Assert.False((await new EmergencyStop(store, new AuditRepository(store, WallClock.Instance), WallClock.Instance).GetAsync()).Active);
    }

    BybitOpening Opening(StandInAccount account, LedgerRepository ledger, InMemoryStore? books = null)
    {
        var access = Venue.Connect(account);
        var (store, trading) = (books ?? new InMemoryStore(), new TradingSettings(TradingMode.Testnet, "main"));
        var audit = new AuditRepository(store, WallClock.Instance);
        var lost = new BybitLostOrders(
            access, new OrderRepository(store), new StopSightings(store, WallClock.Instance), ledger,
            new EmergencyStop(store, audit, WallClock.Instance),
            new AlertRepository(store, audit, WallClock.Instance), store, trading, WallClock.Instance);
        return new BybitOpening(
            access, new BybitExchange(access), new BybitPositions(access), ledger, new BooksOwner(store, ledger, trading), lost, trading,
            WallClock.Instance, NullLogger<BybitOpening>.Instance);
    }

    static async Task<decimal> BalanceAsync(LedgerRepository ledger, Asset asset) =>
        (await ledger.BalanceAsync("main", new Account(PortfolioEngine.Core, AccountKind.Holdings), asset, default)).Amount;
}
