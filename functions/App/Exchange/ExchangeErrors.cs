using System.Diagnostics.Metrics;

namespace Orchestrations.App.Exchange;

/// <summary>Counts calls of an exchange that brought no usable answer, for metrics alone: nothing is decided by it.</summary>
static class ExchangeErrors
{
    /// <summary>One for the process: calls are made below anything that knows a host.</summary>
    public static Meter Meter { get; } = new(Metrics.AppMeters.MeterName);

    static readonly Counter<long> counter = Meter.CreateCounter<long>(
        "eternal.api.errors", null, "Calls of an exchange without a usable answer.");

    /// <summary>Counts one.</summary>
    /// <param name="exchange">bybit or paper.</param>
    /// <param name="kind">What kind of error, of a few.</param>
    public static void Count(string exchange, string kind) =>
        counter.Add(1, new KeyValuePair<string, object?>("exchange", exchange), new KeyValuePair<string, object?>("error_type", kind));
}
