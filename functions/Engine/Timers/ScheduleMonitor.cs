using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Timers;

/// <summary>Remembers across restarts when a timer last ran and when it was due next.</summary>
sealed class ScheduleMonitor(IHostState state, string function, ILogger logger)
{
    string Key => $"timer/{function}";

    public async Task<ScheduleStatus?> ReadAsync(CancellationToken cancellation)
    {
        if (await state.GetAsync(Key, cancellation) is not { } text)
            return null;
        try
        {
            var status = JsonSerializer.Deserialize<ScheduleStatus>(text);
            return status is null ? null : Utc(status);
        }
        catch (JsonException failure)
        {
            // Worse than starting over would be a timer that never runs again.
            logger.LogWarning(failure, "The stored schedule of {Function} is unreadable; it starts over", function);
            return null;
        }
    }

    public Task WriteAsync(ScheduleStatus status, CancellationToken cancellation)
        => state.SetAsync(Key, JsonSerializer.Serialize(status), cancellation);

    static ScheduleStatus Utc(ScheduleStatus status)
        => new() { Last = Utc(status.Last), Next = Utc(status.Next), LastUpdated = Utc(status.LastUpdated) };

    static DateTime Utc(DateTime time)
        => time.Kind is DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
}
