using System.Globalization;
using System.Text.Json;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Domain.Events.Operations;

/// <summary>
/// What an operation of this system did, from its audit records and ledger entries: signal, risk, order, fill, posting. The
/// ids are the records' keys and the entries' sources, so a pack can be held against both logs.
/// </summary>
public static class OperationEvents
{
    /// <summary>An audit record as an event.</summary>
    public static ProofEvent From(AuditRecord record)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["audit.sequence"] = record.Sequence.ToString(CultureInfo.InvariantCulture),
            ["audit.hash"] = record.Hash,
            ["audit.kind"] = record.Kind,
            ["audit.subject"] = record.Subject,
        };
        using var data = JsonDocument.Parse(record.Data);
        if (data.RootElement.ValueKind == JsonValueKind.Object)
            foreach (var (name, value) in EventFields.Of(new EventNode(data.RootElement, "$", new EventProblems())))
                fields["data." + name] = value;
        return new ProofEvent(
            "audit-" + record.Key, record.Time.ToUniversalTime(), TypeOf(record.Kind), EventClass.Actual, fields, EventFacts.None);
    }

    /// <summary>A journal entry as an event.</summary>
    public static ProofEvent From(JournalEntry entry)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["source"] = entry.Source,
            ["description"] = entry.Description,
        };
        foreach (var (number, posting) in entry.Postings.Index())
        {
            var line = string.Create(CultureInfo.InvariantCulture, $"postings[{number}]");
            fields[line + ".account"] = posting.Account.Code;
            fields[line + ".asset"] = posting.Amount.Asset.Code;
            fields[line + ".amount"] = posting.Amount.Amount.ToString("0.############################", CultureInfo.InvariantCulture);
        }
        return new ProofEvent("ledger-" + entry.Source, entry.Time, "posting", EventClass.Actual, fields, EventFacts.None);
    }

    // The audit log's kinds are <operation>-<step>; every operation's deciding step ends in decision or signal.
    static string TypeOf(string kind) => kind switch
    {
        _ when kind.EndsWith("-decision", StringComparison.Ordinal) || kind.EndsWith("-signal", StringComparison.Ordinal) => "signal",
        "order-risk" => "risk",
        "order-intent" or "order-submit" => "order",
        "order-outcome" => "fill",
        _ => "decision",
    };
}
