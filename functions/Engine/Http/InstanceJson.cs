using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Http;

/// <summary>An instance's status as the management API shows it.</summary>
static class InstanceJson
{
    public static JsonObject Of(OrchestrationMetadata instance, bool showInput)
        => new()
        {
            ["name"] = instance.Name,
            ["instanceId"] = instance.InstanceId,
            ["runtimeStatus"] = instance.RuntimeStatus.ToString(),
            ["input"] = showInput ? Payload(instance.SerializedInput) : null,
            ["customStatus"] = Payload(instance.SerializedCustomStatus),
            ["output"] = Payload(instance.SerializedOutput) ?? instance.FailureDetails?.ToString(),
            ["createdTime"] = ToSecond(instance.CreatedAt),
            ["lastUpdatedTime"] = ToSecond(instance.LastUpdatedAt),
        };

    /// <summary>JSON as it is; anything else as text.</summary>
    public static JsonNode? Payload(string? data)
    {
        if (data is null)
            return null;
        try
        {
            return JsonNode.Parse(data);
        }
        catch (JsonException)
        {
            return JsonValue.Create(data);
        }
    }

    static string ToSecond(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
