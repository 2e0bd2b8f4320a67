using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.ServiceBus.Entities;

namespace Orchestrations.Engine.Hosting;

/// <summary>Reads the known keys of a host.json, and names the file and the key in every complaint.</summary>
sealed class HostJsonReader(string path)
{
    static readonly JsonDocumentOptions Lenient =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public HostJson Read(string text)
    {
        using var document = Parse(text);
        if (document.RootElement.ValueKind is not JsonValueKind.Object)
            throw Wrong("the file", "an object");

        var file = document.RootElement;
        var read = new HostJson { LogLevels = Levels(file), ServiceBus = Bus(file) };
        if (Find(file, "extensions", "http", "routePrefix") is { } prefix)
            read = read with { RoutePrefix = Text(prefix, "extensions.http.routePrefix").Trim('/') };
        if (Find(file, "extensions", "durableTask") is not { } durable)
            return read;
        const string Durable = "extensions.durableTask.";
        return read with
        {
            HubName = Find(durable, "hubName") is { } hub ? Text(hub, Durable + "hubName") : null,
            MaxConcurrentActivityFunctions = Count(durable, Durable, "maxConcurrentActivityFunctions"),
            MaxConcurrentOrchestratorFunctions = Count(durable, Durable, "maxConcurrentOrchestratorFunctions"),
            DefaultVersion = Find(durable, "defaultVersion") is { } version ? Text(version, Durable + "defaultVersion") : null,
            VersionMatchStrategy = OneOf(durable, Durable, "versionMatchStrategy", read.VersionMatchStrategy),
            VersionFailureStrategy = OneOf(durable, Durable, "versionFailureStrategy", read.VersionFailureStrategy),
        };
    }

    ServiceBusSettings Bus(JsonElement file)
    {
        var read = new ServiceBusSettings();
        if (Find(file, "extensions", "serviceBus") is not { } bus)
            return read;
        const string Prefix = "extensions.serviceBus.";
        return read with
        {
            AutoCompleteMessages = Flag(bus, Prefix, "autoCompleteMessages") ?? read.AutoCompleteMessages,
            MaxAutoLockRenewalDuration = Time(bus, Prefix, "maxAutoLockRenewalDuration") ?? read.MaxAutoLockRenewalDuration,
            MaxConcurrentCalls = Count(bus, Prefix, "maxConcurrentCalls"),
            MaxConcurrentSessions = Count(bus, Prefix, "maxConcurrentSessions") ?? read.MaxConcurrentSessions,
            MaxMessageBatchSize = Count(bus, Prefix, "maxMessageBatchSize") ?? read.MaxMessageBatchSize,
        };
    }

    JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException failure)
        {
            throw new HostException(
                HostErrors.BadHostJson,
                $"{path} is not valid JSON at line {failure.LineNumber + 1}, column {failure.BytePositionInLine + 1}. "
                + "Correct it there.",
                failure);
        }
    }

    Dictionary<string, LogLevel> Levels(JsonElement file)
    {
        var levels = new Dictionary<string, LogLevel>(StringComparer.OrdinalIgnoreCase);
        if (Find(file, "logging", "logLevel") is not { } section)
            return levels;
        if (section.ValueKind is not JsonValueKind.Object)
            throw Wrong("logging.logLevel", "an object");
        foreach (var entry in section.EnumerateObject())
        {
            var key = $"logging.logLevel.{entry.Name}";
            if (!Enum.TryParse<LogLevel>(Text(entry.Value, key), ignoreCase: true, out var level) || !Enum.IsDefined(level))
                throw Wrong(key, $"one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
            levels[entry.Name] = level;
        }
        return levels;
    }

    T OneOf<T>(JsonElement section, string prefix, string key, T otherwise)
        where T : struct, Enum
    {
        if (Find(section, key) is not { } value)
            return otherwise;
        return Enum.TryParse<T>(Text(value, prefix + key), ignoreCase: true, out var named) && Enum.IsDefined(named)
            ? named
            : throw Wrong(prefix + key, $"one of {string.Join(", ", Enum.GetNames<T>())}");
    }

    int? Count(JsonElement section, string prefix, string key)
    {
        if (Find(section, key) is not { } value)
            return null;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 1
            ? count
            : throw Wrong(prefix + key, "a whole number of at least 1");
    }

    bool? Flag(JsonElement section, string prefix, string key) => Find(section, key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(prefix + key, "true or false"),
    };

    TimeSpan? Time(JsonElement section, string prefix, string key) => Find(section, key) is not { } value ? null
        : TimeSpan.TryParse(Text(value, prefix + key), CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero ? time
        : throw Wrong(prefix + key, "a time such as 00:05:00");

    string Text(JsonElement value, string key)
        => value.ValueKind is JsonValueKind.String ? value.GetString()! : throw Wrong(key, "text");

    // Keys are compared without regard to case, as the Functions host does. A null value counts as absent.
    static JsonElement? Find(JsonElement section, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (section.ValueKind is not JsonValueKind.Object)
                return null;
            JsonElement? found = null;
            foreach (var property in section.EnumerateObject())
                if (string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase))
                    found = property.Value;
            if (found is not { ValueKind: not JsonValueKind.Null } value)
                return null;
            section = value;
        }
        return section;
    }

    HostException Wrong(string what, string expected)
        => new(HostErrors.BadHostJson, $"In {path}, {what} must be {expected}. Correct it or remove the key for the default.");
}
