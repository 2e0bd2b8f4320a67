using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
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
        await Opening(account, ledger).StartAsync(default);
        account.Wallet["USDT"] = 1m;
        await Opening(account, ledger).StartAsync(default);
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
            () => Opening(account, new LedgerRepository(new InMemoryStore())).StartAsync(default));
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
            () => Opening(account, new LedgerRepository(new InMemoryStore())).StartAsync(default));
        Assert.Equal(BybitOpening.KeyRefused, refused.Code);
    }

    [Fact]
    public async Task Start_WhileTheExchangeIsDown_WaitsOnlyForTheBooksThatAreMissing()
    {
        var account = Venue.Open();
        var ledger = new LedgerRepository(new InMemoryStore());
        account.Meet(KeyInfo, new StandInFault(false, 503));
        await Assert.ThrowsAsync<ExchangeUnavailableException>(() => Opening(account, ledger).StartAsync(default));
        await Opening(account, ledger).StartAsync(default);
        account.Meet(KeyInfo, new StandInFault(false, 503));
        await Opening(account, ledger).StartAsync(default);
        Assert.Equal(10_000m, await BalanceAsync(ledger, Asset.Usdt));
    }

    [Fact]
    public async Task Start_OfAnAccountWithOpenContracts_IsRefused()
    {
        var account = Venue.Open();
        await new BybitPerpetuals(Venue.Connect(account)).SubmitAsync(Order("a", OrderCategory.Linear), default);
        var refused = await Assert.ThrowsAsync<SettingsException>(
            () => Opening(account, new LedgerRepository(new InMemoryStore())).StartAsync(default));
        Assert.Equal(BybitOpening.OpenContracts, refused.Code);
    }

    BybitOpening Opening(StandInAccount account, LedgerRepository ledger)
    {
        var access = Venue.Connect(account);
        return new BybitOpening(
            access, new BybitExchange(access), new BybitPositions(access), ledger, new TradingSettings(TradingMode.Testnet, "main"),
            WallClock.Instance, NullLogger<BybitOpening>.Instance);
    }

    static async Task<decimal> BalanceAsync(LedgerRepository ledger, Asset asset) =>
        (await ledger.BalanceAsync("main", new Account(PortfolioEngine.Core, AccountKind.Holdings), asset, default)).Amount;
}
