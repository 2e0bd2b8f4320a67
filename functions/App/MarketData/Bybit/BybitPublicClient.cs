using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orchestrations.App.Exchange;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Orchestrations.App.MarketData.Bybit;

/// <summary>
/// GET requests to V5's public endpoints: repeated with growing pauses, cut off when the exchange is down, and silent for as
/// long as it asks after a 403. Reading only, so repeating is harmless; nothing here may ever place an order.
/// </summary>
sealed class BybitPublicClient
{
    // Waiting longer than this within one call is worse for the caller than a clear answer.
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    readonly HttpClient http;
    readonly TimeProvider clock;
    readonly BybitMarketOptions options;
    readonly ResiliencePipeline pipeline;
    readonly Lock gate = new();
    ulong jitter;
    DateTimeOffset silentUntil = DateTimeOffset.MinValue;

    public BybitPublicClient(HttpClient http, TimeProvider clock, BybitMarketOptions options)
    {
        this.http = http;
        this.clock = clock;
        this.options = options;
        jitter = options.JitterSeed;
        pipeline = BuildPipeline();
    }

    /// <summary>The answer's result and the exchange's clock, UTC.</summary>
    /// <exception cref="BybitMarketException">There was no usable answer.</exception>
    public async Task<(T Result, DateTimeOffset Time)> GetAsync<T>(
        string pathAndQuery, JsonTypeInfo<BybitEnvelope<T>> type, CancellationToken cancellation)
    {
        try
        {
            return await TryAsync(pathAndQuery, type, cancellation);
        }
        catch (BybitMarketException failure)
        {
            ExchangeErrors.Count("bybit", failure.InnerException switch
            {
                BrokenCircuitException => "circuit",
                TimeoutRejectedException => "timeout",
                HttpRequestException => "unreachable",
                JsonException => "unreadable",
                _ => "refused",
            });
            throw;
        }
    }

    async Task<(T Result, DateTimeOffset Time)> TryAsync<T>(
        string pathAndQuery, JsonTypeInfo<BybitEnvelope<T>> type, CancellationToken cancellation)
    {
        try
        {
            return await pipeline.ExecuteAsync(
                async token => await AttemptAsync(pathAndQuery, type, token), cancellation);
        }
        catch (BrokenCircuitException cause)
        {
            throw new BybitMarketException("Bybit failed too often; nothing is sent for a while.", true, inner: cause);
        }
        catch (TimeoutRejectedException cause)
        {
            throw new BybitMarketException($"Bybit did not answer within {options.AttemptTimeout}.", true, inner: cause);
        }
        catch (HttpRequestException cause)
        {
            throw new BybitMarketException($"Bybit was not reached: {cause.Message}", true, inner: cause);
        }
    }

    async Task<(T, DateTimeOffset)> AttemptAsync<T>(
        string pathAndQuery, JsonTypeInfo<BybitEnvelope<T>> type, CancellationToken cancellation)
    {
        CheckSilence();
        using var response = await http.GetAsync(new Uri(options.BaseAddress, pathAndQuery), cancellation);
        ExchangeErrors.Asked(pathAndQuery.Split('?')[0], (int)response.StatusCode);
        if (!response.IsSuccessStatusCode)
            throw StatusFailure(response);
        BybitEnvelope<T>? envelope;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            envelope = await JsonSerializer.DeserializeAsync(body, type, cancellation);
        }
        catch (JsonException)
        {
            // Its own message quotes names from the answer, which may be anything.
            throw new BybitMarketException(
                "Bybit's answer is not the JSON its documentation describes.", true, inner: new JsonException("It cannot be read."));
        }
        if (envelope is { RetCode: BybitRetCodes.Ok, Result: { } result })
            return (result, DateTimeOffset.FromUnixTimeMilliseconds(envelope.Time));
        var code = envelope?.RetCode ?? 0;
        var mayPass = BybitRetCodes.Classify(code) is BybitAnswer.RateLimited or BybitAnswer.TimeWindow or BybitAnswer.Unknown;
        throw new BybitMarketException(
            string.Create(CultureInfo.InvariantCulture, $"Bybit answered {code}: {BybitRetCodes.Said(envelope?.RetMsg ?? "")}"),
            mayPass,
            PauseOf(response));
    }

    BybitMarketException StatusFailure(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.Forbidden)
        {
            lock (gate)
                silentUntil = clock.GetUtcNow() + options.ForbiddenPause;
            return new BybitMarketException(
                $"Bybit answered 403: too many requests from this address, or its region is refused. "
                + $"Nothing is sent for {options.ForbiddenPause}.", false);
        }
        var mayPass = status is 429 or >= 500;
        return new BybitMarketException(
            string.Create(CultureInfo.InvariantCulture, $"Bybit answered HTTP {status}."), mayPass, PauseOf(response));
    }

    void CheckSilence()
    {
        lock (gate)
            if (clock.GetUtcNow() < silentUntil)
                throw new BybitMarketException(
                    FormattableString.Invariant($"Bybit refused this address; nothing is sent until {silentUntil:u}."), false);
    }

    // Bybit states the reset as a time of its clock; it says "now" unless the limit was exceeded, and may leave it out.
    TimeSpan? PauseOf(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter?.Delta is { } delta)
            return delta;
        return response.Headers.TryGetValues("X-Bapi-Limit-Reset-Timestamp", out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && DateTimeOffset.FromUnixTimeMilliseconds(reset) - clock.GetUtcNow() is var pause && pause > TimeSpan.Zero
            ? pause
            : null;
    }

    ResiliencePipeline BuildPipeline()
    {
        var handled = new PredicateBuilder()
            .Handle<HttpRequestException>()
            .Handle<TimeoutRejectedException>()
            .Handle<BybitMarketException>(failure => failure.MayPass);
        var builder = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (options.Retries > 0)
            builder.AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(
                    arguments.Outcome.Exception is HttpRequestException or TimeoutRejectedException
                    || arguments.Outcome.Exception is BybitMarketException { MayPass: true } failure
                        && !(failure.RetryAfter > LongestPause)),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = options.RetryPause,
                MaxDelay = LongestPause,
                UseJitter = true,
                Randomizer = NextShare,
                DelayGenerator = static arguments => ValueTask.FromResult(
                    (arguments.Outcome.Exception as BybitMarketException)?.RetryAfter),
            });
        return builder
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = handled,
                FailureRatio = 0.5,
                MinimumThroughput = 8,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.BreakPause,
            })
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    double NextShare()
    {
        lock (gate)
            return Chance.Share(jitter = Chance.Mix(jitter));
    }
}
