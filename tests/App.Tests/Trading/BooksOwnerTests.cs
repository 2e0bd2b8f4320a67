using Orchestrations.App.Ledger;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Tests.Trading;

public sealed class BooksOwnerTests : IDisposable
{
    readonly InMemoryStore store = new();
    readonly LedgerRepository ledger;

    public BooksOwnerTests() => ledger = new LedgerRepository(store);

    public void Dispose() => ledger.Dispose();

    [Theory]
    [InlineData(TradingMode.Paper, "", TradingMode.Live, "7")]
    [InlineData(TradingMode.Paper, "", TradingMode.Testnet, "7")]
    [InlineData(TradingMode.Testnet, "7", TradingMode.Live, "7")]
    [InlineData(TradingMode.Live, "7", TradingMode.Live, "8")]
    [InlineData(TradingMode.Live, "7", TradingMode.Paper, "")]
    [InlineData(TradingMode.Testnet, "7", TradingMode.Live, "")]
    public async Task Claim_OfBooksThatAreOfOtherMoney_IsRefused(
        TradingMode before, string account, TradingMode now, string other)
    {
        await Owner(before).ClaimAsync(account, default);
        var refused = await Assert.ThrowsAsync<SettingsException>(() => Owner(now).ClaimAsync(other, default));
        Assert.Equal("ORC-LEDGER-007", refused.Code);
        await Owner(before).ClaimAsync(account, default);
    }

    [Fact]
    public async Task Claim_ByTheSameAccount_IsTakenHoweverOften()
    {
        await Owner(TradingMode.Live).ClaimAsync("7", default);
        await Owner(TradingMode.Live).ClaimAsync("7", default);
        // The exchange cannot be asked now.
        await Owner(TradingMode.Live).ClaimAsync("", default);
    }

    [Theory]
    [InlineData("paper-opening-USDT", TradingMode.Live, "7")]
    [InlineData("account-opening", TradingMode.Paper, "")]
    public async Task Claim_OfBooksFromBeforeOwnersWereNoted_IsToldByTheirFirstEntry(string begin, TradingMode mode, string account)
    {
        await ledger.PostAsync("main", JournalEntries.Deposit(
            begin, PortfolioEngine.Core, new Money(1m, Asset.Usdt), Bench.Start));
        await Assert.ThrowsAsync<SettingsException>(() => Owner(mode).ClaimAsync(account, default));
        await Owner(mode == TradingMode.Paper ? TradingMode.Live : TradingMode.Paper)
            .ClaimAsync(mode == TradingMode.Paper ? "7" : "", default);
    }

    [Fact]
    public async Task Claim_OfAnotherPortfolio_IsItsOwn()
    {
        await Owner(TradingMode.Paper).ClaimAsync("", default);
        await new BooksOwner(store, ledger, new TradingSettings(TradingMode.Live, "real")).ClaimAsync("7", default);
    }

    BooksOwner Owner(TradingMode mode) => new(store, ledger, new TradingSettings(mode, "main"));
}
