using System.Buffers;
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
        var type = TypeOf(record.Kind);
        return EventOf("audit-" + record.Key, record.Time, type, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", record.Sequence);
            json.WriteString("kind", record.Kind);
            json.WriteString("subject", record.Subject);
            json.WriteString("hash", record.Hash);
            json.WritePropertyName("data");
            json.WriteRawValue(record.Data);
            json.WriteEndObject();
        });
    }

    /// <summary>A journal entry as an event.</summary>
    public static ProofEvent From(JournalEntry entry) => EventOf("ledger-" + entry.Source, entry.Time, "posting", json =>
    {
        json.WriteStartObject();
        json.WriteString("source", entry.Source);
        json.WriteString("description", entry.Description);
        json.WriteStartArray("postings");
        foreach (var posting in entry.Postings)
        {
            json.WriteStartObject();
            json.WriteString("account", posting.Account.Code);
            json.WriteString("amount", posting.Amount.Amount.ToString("0.############################", CultureInfo.InvariantCulture));
            json.WriteString("asset", posting.Amount.Asset.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    static ProofEvent EventOf(string id, DateTimeOffset time, string type, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        var problems = new EventProblems();
        var body = EventBody.Of("operation", type, EventClass.Actual, new EventNode(document.RootElement, "$", problems));
        problems.ThrowIfAny();
        return new ProofEvent(id, time.ToUniversalTime(), type, EventClass.Actual, body, EventFacts.None);
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
