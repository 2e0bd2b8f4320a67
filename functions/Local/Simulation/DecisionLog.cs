using System.Text;
using System.Text.Json;
using Orchestrations.Domain.Audit;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// The audit log as two runs can be held against each other: every decision with what it was made of and what it led to, without
/// what depends on when it was carried out. What is left out, and why, is in docs/decisions/0022.
/// </summary>
static class DecisionLog
{
    // How often and when something was sent or looked at: the deliveries of a decision, not the decision.
    static readonly HashSet<string> deliveries = ["order-submit", "stop-change", "reconciliation"];

    // Times, and durations measured by the clock.
    static readonly HashSet<string> times =
        ["now", "time", "createdAt", "raisedAt", "naked", "firstSubmit", "levelSince", "releasedAt"];

    // An alert is named by when it was raised.
    static readonly HashSet<string> alertTimes = [.. times, "alert", "at"];

    // Amounts of the whole account at the moment of asking: orders of another operation may or may not be in them yet.
    static readonly HashSet<string> measured = ["measures", "reason"];

    /// <summary>One line for each decision, in ordinal order.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<AuditRecord> records) =>
        [.. records.Where(record => !deliveries.Contains(record.Kind)).Select(Text).Distinct().Order(StringComparer.Ordinal)];

    static string Text(AuditRecord record)
    {
        var without = record.Kind switch { "order-risk" => measured, "alert" => alertTimes, _ => times };
        using var data = JsonDocument.Parse(record.Data);
        var text = new StringBuilder($"{record.Kind} {record.Key} ");
        Write(text, data.RootElement, without);
        return text.ToString();
    }

    static void Write(StringBuilder text, JsonElement value, HashSet<string> without)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var property in value.EnumerateObject().Where(p => !without.Contains(p.Name)))
                {
                    text.Append(property.Name).Append(':');
                    Write(text, property.Value, without);
                    text.Append(';');
                }
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Write(text, item, without);
                    text.Append(',');
                }
                text.Append(']');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
