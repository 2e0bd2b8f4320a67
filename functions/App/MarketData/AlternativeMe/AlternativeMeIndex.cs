using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Exchange;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Market;

namespace Orchestrations.App.MarketData.AlternativeMe;

/// <summary>
/// The crypto fear and greed index as alternative.me publishes it each day (GET /fng/?limit=1). What is not exactly of the form
/// known is no value: nothing is guessed, a crisis score without fear is a score, one with a wrong fear is money lost.
/// </summary>
/// <param name="http">Reaches the host.</param>
/// <param name="clock">What is old.</param>
/// <param name="options">How it is reached.</param>
/// <param name="logger">Gets a warning when there is no usable answer.</param>
public sealed class AlternativeMeIndex(
    HttpClient http, TimeProvider clock, AlternativeMeOptions? options = null, ILogger<AlternativeMeIndex>? logger = null)
    : IFearGreedIndex, IDisposable
{
    // An answer of one day has 200 bytes.
    const int LargestAnswer = 64 * 1024;

    // The index began on 1 February 2018.
    static readonly DateTimeOffset First = new(2018, 2, 1, 0, 0, 0, TimeSpan.Zero);

    // Clocks differ; a day that has not begun is no published one.
    static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    readonly AlternativeMeOptions options = options ?? new AlternativeMeOptions();
    readonly ILogger logger = logger ?? NullLogger<AlternativeMeIndex>.Instance;
    readonly SemaphoreSlim asking = new(1, 1);
    FearGreed? known;
    DateTimeOffset askAgain = DateTimeOffset.MinValue;

    /// <inheritdoc />
    public string Description => $"{options.BaseAddress.Host}, published daily";

    /// <inheritdoc />
    public async Task<FearGreed?> GetLatestAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() >= askAgain)
                await AskAsync(cancellation);
        }
        finally
        {
            asking.Release();
        }
        // What was published is true as long as it is not old, whether the host answers now or not.
        return known is { } value && clock.GetUtcNow() - Begin(value.Day) < IFearGreedIndex.MostAge ? value : null;
    }

    /// <inheritdoc />
    public void Dispose() => asking.Dispose();

    async Task AskAsync(CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var read = await ReadAsync(either.Token);
            // An answer that goes back in time is from a host that lags: the newer day stands.
            known = known is { } before && before.Day > read.Day ? before : read;
            askAgain = clock.GetUtcNow() + options.KeepFor;
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or JsonException or InvalidDataException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            askAgain = clock.GetUtcNow() + options.PauseAfterFailure;
            logger.LogWarning(
                "The fear and greed index is not known from {Host}: {Reason} Until it is, fear counts nothing in the crisis score.",
                options.BaseAddress.Host, failure switch
                {
                    OperationCanceledException => $"No answer within {options.Timeout}.",
                    // Its own message quotes names from the answer, which may be anything.
                    JsonException => "The answer cannot be read.",
                    _ => failure.Message,
                });
        }
    }

    async Task<FearGreed> ReadAsync(CancellationToken cancellation)
    {
        using var response = await http.GetAsync(
            new Uri(options.BaseAddress, "/fng/?limit=1&format=json"), HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new InvalidDataException(FormattableString.Invariant($"HTTP {(int)response.StatusCode}."));
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[LargestAnswer + 1];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        if (length > LargestAnswer)
            throw new InvalidDataException("The answer is larger than any answer of it.");
        return ValueOf(JsonSerializer.Deserialize<Answer>(bytes.AsSpan(0, length), StoreJson.Options));
    }

    // {"name":"Fear and Greed Index","data":[{"value":"40","value_classification":"Fear","timestamp":"1551157200",
    //  "time_until_update":"68499"}],"metadata":{"error":null}}
    FearGreed ValueOf(Answer? answer)
    {
        if (answer?.Metadata?.Error is { } error)
            throw new InvalidDataException($"It answers an error: {BybitRetCodes.Said(error)}.");
        if (answer?.Data is not [{ Value: { } text, Timestamp: { } stamp }])
            throw new InvalidDataException("The answer is not one day with a value and a timestamp.");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > 100)
            throw new InvalidDataException("The value is not a whole number from 0 to 100.");
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds < First.ToUnixTimeSeconds() || seconds > (clock.GetUtcNow() + MostAhead).ToUnixTimeSeconds())
            throw new InvalidDataException("The timestamp is no time at which the index was published.");
        return new FearGreed(DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime), value);
    }

    static DateTimeOffset Begin(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    sealed record Answer(IReadOnlyList<Day?>? Data, Metadata? Metadata);

    sealed record Day(string? Value, string? Timestamp);

    sealed record Metadata(string? Error);
}
