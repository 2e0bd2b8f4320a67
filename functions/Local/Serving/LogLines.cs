using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Orchestrations.Local.Serving;

/// <summary>
/// Writes a log entry as one line, for people or as JSON. Whatever is logged stays one line, secrets are taken out, and what is
/// logged while an orchestration runs carries its instance id as <c>correlationId</c>.
/// </summary>
sealed class LogLines(LogFormat format, SecretSettings secrets, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>What the console is told to use.</summary>
    public const string FormatterName = "lines";

    const string Correlation = "InstanceId";

    static readonly JsonWriterOptions json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (string.IsNullOrEmpty(message) && logEntry.Exception is null)
            return;
        var line = format == LogFormat.Json
            ? Json(logEntry.LogLevel, logEntry.Category, logEntry.EventId, message, logEntry.Exception, logEntry.State, scopeProvider)
            : Text(logEntry.LogLevel, logEntry.Category, logEntry.EventId, message, logEntry.Exception);
        textWriter.Write(secrets.Hide(line) + "\n");
    }

    string Text(LogLevel level, string category, EventId number, string message, Exception? exception)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm:ss} {Short(level)}: {category}[{number.Id}] {message}");
        return OneLine(exception is null ? line : $"{line} {exception}");
    }

    string Json(
        LogLevel level, string category, EventId number, string message, Exception? exception, object? state, IExternalScopeProvider? scopes)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, json))
        {
            writer.WriteStartObject();
            writer.WriteString("time", time.GetUtcNow().UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteString("level", level.ToString().ToLowerInvariant());
            writer.WriteString("category", category);
            if (number.Id != 0 || number.Name is not null)
                writer.WriteString("event", number.Name ?? number.Id.ToString(CultureInfo.InvariantCulture));
            writer.WriteString("message", message);
            if (CorrelationOf(scopes) is { } correlation)
                writer.WriteString("correlationId", correlation);
            WriteFields(writer, state, scopes);
            if (exception is not null)
                writer.WriteString("exception", exception.ToString());
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // The innermost wins: a field of the entry itself over one of its scopes.
    static void WriteFields(Utf8JsonWriter writer, object? state, IExternalScopeProvider? scopes)
    {
        var fields = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        scopes?.ForEachScope(static (scope, all) => Add(scope, all), fields);
        Add(state, fields);
        fields.Remove("{OriginalFormat}");
        fields.Remove(Correlation);
        if (fields.Count == 0)
            return;
        writer.WriteStartObject("fields");
        foreach (var (name, value) in fields)
            writer.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        writer.WriteEndObject();

        static void Add(object? given, SortedDictionary<string, object?> all)
        {
            if (given is IEnumerable<KeyValuePair<string, object?>> pairs)
                foreach (var (name, value) in pairs)
                    all[name] = value;
        }
    }

    static string? CorrelationOf(IExternalScopeProvider? scopes)
    {
        var found = new string?[1];
        scopes?.ForEachScope(
            static (scope, found) =>
            {
                if (scope is IEnumerable<KeyValuePair<string, object?>> pairs)
                    foreach (var (name, value) in pairs)
                        if (name == Correlation)
                            found[0] = value as string;
            },
            found);
        return found[0];
    }

    // Text from elsewhere must not pass for an entry of its own.
    static string OneLine(string text) => text.ReplaceLineEndings(" ");

    static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
