using System.Text;
using Microsoft.DurableTask;

namespace Orchestrations.Engine.Execution;

/// <summary>Serialises what crosses the engine and refuses what is over its limit, the same 1 MB as the Durable Task Scheduler's.</summary>
static class PayloadLimit
{
    /// <summary>The largest input, output, event or status in UTF-8 bytes.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>JSON of a value, or null for null.</summary>
    /// <exception cref="ArgumentException">ORC-ENGINE-002: over the limit.</exception>
    public static string? Serialize(DataConverter converter, object? value, string what) => Check(converter.Serialize(value), what);

    /// <summary>The payload itself.</summary>
    /// <exception cref="ArgumentException">ORC-ENGINE-002: over the limit.</exception>
    public static string? Check(string? json, string what)
    {
        // No UTF-16 string has more UTF-8 bytes than three times its length, so the count is taken only near the limit.
        if (json is not null && json.Length > MaxBytes / 3 && Encoding.UTF8.GetByteCount(json) is var bytes && bytes > MaxBytes)
            throw new ArgumentException(
                $"The {what} has {bytes} bytes as JSON; the limit is {MaxBytes}. Store the data elsewhere and pass its key. "
                + $"({EngineErrors.PayloadTooLarge})");
        return json;
    }
}
