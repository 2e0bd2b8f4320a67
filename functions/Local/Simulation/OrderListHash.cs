using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.App.Ledger;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// One hash over entries of the books: two runs with the same hash bought and sold the same sizes at the same prices for
/// the same fees. Entries are ordered by what caused them, and their times are left out, so that a run in which answers were lost
/// and orders resolved a minute later compares equal to one in which nothing went wrong.
/// </summary>
static class OrderListHash
{
    /// <summary>True for an entry that a fill caused: of spot, or of contracts.</summary>
    public static bool IsFill(EntryItem entry) =>
        entry.Source.StartsWith("fill-", StringComparison.Ordinal)
        || (entry.Source.StartsWith("contract-", StringComparison.Ordinal)
            && entry.Postings.Any(posting => posting.Account.EndsWith(":Contracts", StringComparison.Ordinal)));

    /// <summary>Over the entries that fills caused.</summary>
    public static string OfFills(IEnumerable<EntryItem> entries) => Of(entries.Where(IsFill));

    /// <summary>Over all of the entries.</summary>
    public static string Of(IEnumerable<EntryItem> entries) =>
        OfLines(entries.OrderBy(entry => entry.Source, StringComparer.Ordinal).Select(Text));

    /// <summary>Over lines of text.</summary>
    public static string OfLines(IEnumerable<string> lines) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

    /// <summary>An entry without its time.</summary>
    public static string Text(EntryItem entry)
    {
        var line = new StringBuilder(entry.Source);
        foreach (var posting in entry.Postings)
            line.Append(
                CultureInfo.InvariantCulture,
                $"|{posting.Account} {posting.Amount:0.############################} {posting.Asset}");
        return line.ToString();
    }
}
