using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Ledger;

/// <summary>A posting as stored.</summary>
/// <param name="Account">The account's code, such as CORE:Holdings.</param>
/// <param name="Asset">The asset's code.</param>
/// <param name="Amount">The change, in units of the asset.</param>
public sealed record PostingItem(string Account, string Asset, decimal Amount)
{
    internal static PostingItem From(Posting posting) =>
        new(posting.Account.Code, posting.Amount.Asset.Code, posting.Amount.Amount);

    internal Posting ToPosting() => new(Domain.Ledger.Account.Parse(Account), new Money(Amount, new Asset(Asset)));
}
