using System.Globalization;
using System.Text;
using Orchestrations.App.Exports;
using Orchestrations.Domain;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.CanonicalJson;

namespace Orchestrations.Local.Verification;

/// <summary>
/// An export of the audit log, as JSON Lines or as CSV with a heading: sequence, key, time, subject, kind, data (JSON text),
/// previousHash, hash. In CSV, a text that begins with an apostrophe lost its meaning as a formula by it: see CsvField.
/// </summary>
sealed class AuditExport
{
    static readonly string[] columns = ["sequence", "key", "time", "subject", "kind", "data", "previousHash", "hash"];

    // One form and no other: a reader that forgives would call a changed byte unchanged.
    const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    readonly List<string[]> rows = [];
    string? unreadable;

    AuditExport()
    {
    }

    /// <summary>Reads an export; a damaged one too, which then does not verify.</summary>
    /// <returns>False when the file is something else.</returns>
    public static bool TryRead(byte[] bytes, out AuditExport export)
    {
        export = new AuditExport();
        var lineEnd = bytes.AsSpan().IndexOf((byte)'\n');
        var first = Encoding.UTF8.GetString(lineEnd < 0 ? bytes : bytes.AsSpan(0, lineEnd)).TrimEnd('\r');
        if (first == string.Join(',', columns))
            export.ReadCsv(Encoding.UTF8.GetString(bytes));
        else if (first.StartsWith('{') && first.Contains("\"previousHash\"", StringComparison.Ordinal))
            export.ReadLines(bytes);
        else
            return false;
        return true;
    }

    /// <summary>Walks the chain.</summary>
    /// <param name="head">The hash the last record must have; null when it is not known.</param>
    public AuditVerdict Verify(string? head)
    {
        var walk = new AuditWalk();
        for (var at = 0; at < rows.Count; at++)
        {
            if (Record(rows[at]) is not { } record)
                return new AuditVerdict(false, at, "", at + 1, "it is not in the form of a record");
            if (walk.Add(record) is { } broken)
                return broken;
        }

        return unreadable is null ? walk.End(head) : new AuditVerdict(false, rows.Count, "", rows.Count + 1, unreadable);
    }

    static AuditRecord? Record(string[] fields) =>
        fields.Length == columns.Length
        && long.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        && DateTimeOffset.TryParseExact(fields[2], TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new AuditRecord(sequence, fields[1], time, fields[3], fields[4], fields[5], fields[6], fields[7])
            : null;

    void ReadLines(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var length = bytes.AsSpan(start).IndexOf((byte)'\n');
            length = length < 0 ? bytes.Length - start : length;
            try
            {
                using var line = CanonicalDocument.Parse(bytes.AsMemory(start, length), JsonLimits.Pack);
                var fields = line.Root;
                rows.Add([.. columns.Select(name => fields.TryGet(Encoding.UTF8.GetBytes(name), out var value) ? value.Text : "")]);
            }
            catch (DomainException refused)
            {
                unreadable = refused.Message;
                return;
            }

            start += length + 1;
        }
    }

    // RFC 4180: fields in quotes may hold commas, line ends and doubled quotes.
    void ReadCsv(string text)
    {
        var (fields, field, inQuotes) = (new List<string>(), new StringBuilder(), false);
        for (var at = text.IndexOf('\n', StringComparison.Ordinal) + 1; at > 0 && at < text.Length; at++)
        {
            var c = text[at];
            if (inQuotes)
            {
                if (c != '"')
                    field.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    field.Append(text[at++]);
                else
                    inQuotes = false;
            }
            else if (c == '"')
            {
                inQuotes = true;
            }
            else if (c is ',' or '\n')
            {
                fields.Add(CsvField.Read(field.ToString()));
                field.Clear();
                if (c == '\n')
                {
                    rows.Add([.. fields]);
                    fields.Clear();
                }
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }

        if (inQuotes || fields.Count > 0 || field.Length > 0)
            unreadable = "the file ends inside a record";
    }
}
