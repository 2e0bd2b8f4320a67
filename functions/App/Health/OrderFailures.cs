using System.Text.Json;
using Orchestrations.App.Orders;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Health;

/// <summary>Which ends of orders are errors: rejected by the exchange, without a known end, or never placed because nobody answered.</summary>
static class OrderFailures
{
    /// <summary>Whether the audit record of an order's end tells of an error.</summary>
    /// <param name="data">The record's JSON.</param>
    public static bool IsFailure(string data)
    {
        using var json = JsonDocument.Parse(data);
        var status = Text(json, "status");
        return status is nameof(OrderStage.Rejected) or nameof(OrderStage.Unresolved)
            || (status == nameof(OrderStage.NotPlaced) && Text(json, "code") == OrderCodes.NoAnswer);
    }

    static string? Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
