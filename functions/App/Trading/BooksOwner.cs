using Orchestrations.App.Ledger;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Trading;

/// <summary>
/// Whose money a portfolio's books are about: paper's, or one account's, in the partition <c>books-&lt;portfolio&gt;</c>. Invariant:
/// books have one owner for ever. Positions of paper would be sold out of an account that never bought them, and an account's
/// books would be spoilt by a day on paper.
/// </summary>
/// <param name="store">Where the owner is kept.</param>
/// <param name="ledger">The books.</param>
/// <param name="trading">The portfolio and the mode.</param>
public sealed class BooksOwner(IStore store, LedgerRepository ledger, TradingSettings trading)
{
    /// <summary>Code of books that are of other money.</summary>
    public const string Others = "ORC-LEDGER-007";

    const string Owner = "owner";

    // How the books of older versions begin, which name no owner.
    const string PaperBegin = "deposit-paper-";
    const string AccountBegin = "deposit-account-";

    StoreKey Key => new("books-" + trading.Portfolio, Owner);

    /// <summary>Makes the books this account's, or finds that they are.</summary>
    /// <param name="account">The exchange's name of the account; empty for paper, and where the exchange cannot be asked now.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="SettingsException">ORC-LEDGER-007: they are another's.</exception>
    public async Task ClaimAsync(string account, CancellationToken cancellation)
    {
        var mode = TradingSettings.Name(trading.Mode);
        var owner = await FindAsync(cancellation);
        if (owner is null && (trading.Mode == TradingMode.Paper || account.Length > 0))
        {
            var own = new BooksOwnerItem(mode, account);
            await CheckBeginAsync(own, cancellation);
            await store.WriteAsync(Key.Partition, [new StoreOperation.Create(Owner, StoreJson.Write(own))], cancellation);
            owner = await FindAsync(cancellation);
        }
        if (owner is not null && (owner.Mode != mode || (account.Length > 0 && owner.Account != account)))
            throw Refuse(owner.Account.Length > 0 ? $"the {owner.Mode} account {owner.Account}" : owner.Mode, mode, account);
    }

    async Task<BooksOwnerItem?> FindAsync(CancellationToken cancellation) =>
        await store.GetAsync(Key, cancellation) is { } item ? StoreJson.Read<BooksOwnerItem>(item) : null;

    async Task CheckBeginAsync(BooksOwnerItem own, CancellationToken cancellation)
    {
        var paper = trading.Mode == TradingMode.Paper;
        await foreach (var first in ledger.EntriesAsync(trading.Portfolio, 0, cancellation))
        {
            if (first.Source.StartsWith(paper ? AccountBegin : PaperBegin, StringComparison.Ordinal))
                throw Refuse(paper ? "an account" : "paper", own.Mode, own.Account);
            return;
        }
    }

    SettingsException Refuse(string owner, string mode, string account) => new([new SettingsProblem(
        Others, "Trading:Portfolio",
        $"is '{trading.Portfolio}', whose books are of {owner}, but this is {(account.Length > 0 ? $"the {mode} account {account}" : mode)}: "
        + "give it a portfolio of its own, under another name.")]);
}

/// <summary>The owner as stored.</summary>
/// <param name="Mode">paper, testnet or live.</param>
/// <param name="Account">The exchange's name of the account; empty for paper.</param>
sealed record BooksOwnerItem(string Mode, string Account);
