using System.Diagnostics.Metrics;

namespace Orchestrations.App.Exchange;

/// <summary>Counts calls of an exchange, and those that brought no usable answer, for metrics alone: nothing is decided by it.</summary>
static class ExchangeErrors
{
    /// <summary>One for the process: calls are made below anything that knows a host.</summary>
    public static Meter Meter { get; } = new(Metrics.AppMeters.MeterName);

    static readonly Counter<long> counter = Meter.CreateCounter<long>(
        "eternal.api.errors", null, "Calls of an exchange without a usable answer.");

    static readonly Counter<long> requests = Meter.CreateCounter<long>(
        "api.requests", null, "Requests to the exchange's public endpoints that were answered.");

    /// <summary>Counts an answer.</summary>
    /// <param name="endpoint">The path, without its query.</param>
    /// <param name="status">The HTTP status.</param>
    public static void Asked(string endpoint, int status) => requests.Add(
        1, new KeyValuePair<string, object?>("endpoint", endpoint), new KeyValuePair<string, object?>("status_code", status));

    /// <summary>Counts an error.</summary>
    /// <param name="exchange">bybit or paper.</param>
    /// <param name="kind">What kind of error, of a few.</param>
    public static void Count(string exchange, string kind) =>
        counter.Add(1, new KeyValuePair<string, object?>("exchange", exchange), new KeyValuePair<string, object?>("error_type", kind));
}
