using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.App.Ledger;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// One hash over every fill in the books: two runs with the same hash bought and sold the same sizes at the same prices for
/// the same fees. Fills are ordered by execution id, and their times are left out, so that a run in which answers were lost
/// and orders resolved a minute later compares equal to one in which nothing went wrong.
/// </summary>
sealed class OrderListHash
{
    readonly SortedDictionary<string, string> fills = new(StringComparer.Ordinal);

    /// <summary>True for an entry that a fill caused.</summary>
    public static bool IsFill(EntryItem entry) => entry.Source.StartsWith("fill-", StringComparison.Ordinal);

    public void Add(EntryItem entry)
    {
        if (!IsFill(entry))
            return;
        var line = new StringBuilder(entry.Source);
        foreach (var posting in entry.Postings)
            line.Append(
                CultureInfo.InvariantCulture,
                $"|{posting.Account} {posting.Amount:0.############################} {posting.Asset}");
        fills.Add(entry.Source, line.ToString());
    }

    public override string ToString()
    {
        var text = string.Join('\n', fills.Values);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
