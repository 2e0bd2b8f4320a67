using System.Text;
using Azure.Data.Tables;
using Orchestrations.App.Storage;

namespace Orchestrations.OnAzure.Audit;

/// <summary>
/// An item as a row of the table: its text as UTF-8 in pieces of at most 60,000 bytes, because one property holds 64 KB. A row
/// takes 900,000 bytes, a little less than the other stores: the service counts names and types to its one megabyte.
/// </summary>
static class AuditRow
{
    /// <summary>The most content of one row, in UTF-8 bytes.</summary>
    public const int MaxBytes = 900_000;

    const int Piece = 60_000;
    const string Stamp = "Stamp";
    const string Content = "Json";

    /// <exception cref="StoreException">ORC-STORE-003: the content is too long.</exception>
    public static TableEntity Of(string partition, string id, string json, string stamp)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        if (bytes.Length > MaxBytes)
            throw new StoreException(StoreLimits.BadContent,
                FormattableString.Invariant($"The content of '{id}' takes {bytes.Length} bytes; a row of the audit log takes {MaxBytes}."));
        var row = new TableEntity(partition, id) { [Stamp] = stamp };
        for (var (at, piece) = (0, 0); at < bytes.Length; at += Piece, piece++)
            row[NameOf(piece)] = bytes[at..Math.Min(at + Piece, bytes.Length)];
        return row;
    }

    public static StoreItem ItemOf(TableEntity row)
    {
        using var bytes = new MemoryStream();
        for (var piece = 0; row.GetBinary(NameOf(piece)) is { } part; piece++)
            bytes.Write(part);
        return new StoreItem(
            new StoreKey(row.PartitionKey, row.RowKey), Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length),
            row.ETag.ToString());
    }

    public static string? StampOf(TableEntity row) => row.GetString(Stamp);

    /// <summary>The rows of a partition whose id begins so and comes after another; Table Storage lists them in ordinal order.</summary>
    public static string Filter(string partition, string idPrefix, string? after)
    {
        var filter = $"PartitionKey eq {Quoted(partition)}";
        if (idPrefix.Length > 0)
            filter += $" and RowKey ge {Quoted(idPrefix)} and RowKey lt {Quoted(idPrefix[..^1] + (char)(idPrefix[^1] + 1))}";
        return after is null ? filter : filter + $" and RowKey gt {Quoted(after)}";
    }

    static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    static string NameOf(int piece) => FormattableString.Invariant($"{Content}{piece}");
}
