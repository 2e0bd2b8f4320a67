using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Replay;

/// <summary>
/// Stored histories as files, one JSON object each: id, name, version, status, and the events as the engine's database holds
/// them, one a line, so that two versions of a history can be compared line by line. Inputs and outputs are in them.
/// </summary>
public static class HistoryFile
{
    const int LongestName = 180;

    /// <summary>The text of a file.</summary>
    public static string Write(StoredHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var text = new StringBuilder()
            .Append("{\n  \"id\": ").Append(Quoted(history.Id))
            .Append(",\n  \"name\": ").Append(Quoted(history.Name))
            .Append(",\n  \"version\": ").Append(Quoted(history.Version))
            .Append(",\n  \"status\": ").Append(Quoted(history.Status.ToString()))
            .Append(",\n  \"events\": [");
        for (var i = 0; i < history.Events.Count; i++)
        {
            // The codec writes an array; its one element stands between the brackets.
            var one = HistoryCodec.Encode([history.Events[i]]);
            text.Append(i == 0 ? "\n    " : ",\n    ").Append(Encoding.UTF8.GetString(one.AsSpan(1..^1)));
        }

        return text.Append("\n  ]\n}\n").ToString();
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="source">Named in errors.</param>
    /// <exception cref="ReplayException">ORC-REPLAY-001: it is no history, or a newer version wrote it.</exception>
    public static StoredHistory Read(string text, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(text, HistoryCodec.AnyDepth);
            var root = document.RootElement;
            var history = new StoredHistory(
                root.GetProperty("id").GetString()!,
                root.GetProperty("name").GetString()!,
                root.GetProperty("version").GetString()!,
                Enum.Parse<OrchestrationRuntimeStatus>(root.GetProperty("status").GetString()!),
                HistoryCodec.Decode(root.GetProperty("events")));
            return history.Events is [ExecutionStarted, ..]
                ? history
                : throw ReplayException.Unreadable($"The history in '{source}' does not begin with its start.", null);
        }
        catch (Exception broken) when (broken
            is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw ReplayException.Unreadable(
                $"'{source}' holds no history that can be read: {broken.Message} Export it again, with this version or an older one.", broken);
        }
    }

    /// <summary>Reads every *.json of a folder, in ordinal order of their names.</summary>
    /// <exception cref="ReplayException">ORC-REPLAY-001: one cannot be read. ORC-REPLAY-006: there is none.</exception>
    public static IEnumerable<StoredHistory> ReadFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        if (files.Length == 0)
            throw ReplayException.NoHistories(folder);
        Array.Sort(files, StringComparer.Ordinal);
        return files.Select(ReadFile);
    }

    /// <summary>A file name for a history that any file system takes: <c>name.id.json</c>, what is not plain as %XX.</summary>
    public static string NameFor(StoredHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var name = $"{Plain(history.Name)}.{Plain(history.Id)}";
        if (name.Length <= LongestName)
            return name + ".json";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{history.Name}/{history.Id}"));
        return $"{name[..LongestName]}~{Convert.ToHexStringLower(hash, 0, 8)}.json";
    }

    static StoredHistory ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw ReplayException.Unreadable($"'{path}' cannot be read: {refused.Message}", refused);
        }
    }

    static string Quoted(string text) => JsonSerializer.Serialize(text);

    static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                plain.Append(c);
            else
                plain.Append('%').Append(((int)c).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return plain.ToString();
    }
}
