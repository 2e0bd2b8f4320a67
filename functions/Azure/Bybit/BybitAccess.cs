using System.Globalization;
using System.Net;
using Bybit.Net;
using Bybit.Net.Clients;
using Bybit.Net.Interfaces.Clients.V5;
using Bybit.Net.Objects.Models.V5;
using Bybit.Net.Objects.Options;
using CryptoExchange.Net;
using CryptoExchange.Net.Objects;
using CryptoExchange.Net.Objects.Errors;
using Microsoft.Extensions.Options;
using Orchestrations.App.Exchange;
using Orchestrations.Domain.Orders;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>
/// The one way to Bybit's signed endpoints. Invariants: a request is sent at most once, whatever it is; what came back is read
/// by <see cref="BybitRetCodes"/> alone, never by the library's own judgement of what may be repeated; nothing is sent while
/// Bybit asked for silence. Keys are in no log: the library is given none.
/// </summary>
sealed class BybitAccess : IDisposable
{
    // What Bybit asks for after a 403. A reset time beyond that would be a mistake of somebody's clock.
    static readonly TimeSpan longestSilence = TimeSpan.FromMinutes(10);

    const string RateLimit = "rate-limit";

    static string? process;

    readonly HttpClient http;
    readonly BybitRestClient client;
    readonly TimeProvider clock;
    readonly Lock gate = new();
    DateTimeOffset silentUntil = DateTimeOffset.MinValue;
    readonly string[] secrets;
    BybitReply silence;

    /// <exception cref="InvalidOperationException">Another address was used in this process.</exception>
    public BybitAccess(BybitSettings settings, TimeProvider clock)
    {
        // The library keeps the address of the first order for all clients of the process: a second one would trade there.
        var address = settings.Url.GetLeftPart(UriPartial.Authority);
        if ((Interlocked.CompareExchange(ref process, address, null) ?? address) != address)
            throw new InvalidOperationException($"This process trades at {process} already; it cannot trade at {address} too.");
        this.clock = clock;
        Leverage = settings.Leverage;
        secrets = [settings.ApiSecret, settings.ApiKey];
        // Following a redirect would send an order a second time, and key and signature to wherever it leads.
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        })
        {
            Timeout = settings.Timeout,
        };
        var environment = BybitEnvironment.CreateCustom("configured", address, BybitEnvironment.Live.SocketBaseAddress);
        client = new BybitRestClient(http, null, Options.Create(new BybitRestOptions
        {
            Environment = environment,
            ApiCredentials = new BybitCredentials(settings.ApiKey, settings.ApiSecret),
            AutoTimestamp = true,
            ReceiveWindow = TimeSpan.FromSeconds(5),
            // Its limiter refuses what would exceed a limit; told to wait, it would also send again what was refused.
            RateLimitingBehaviour = RateLimitingBehaviour.Fail,
            // Otherwise the library names its author as the broker of every order.
            Referer = "orchestrations",
        }));
    }

    /// <summary>The leverage that contracts are set to.</summary>
    public decimal Leverage { get; }

    /// <summary>Asks.</summary>
    /// <exception cref="ExchangeUnavailableException">There was no usable answer.</exception>
    public async Task<T> AskAsync<T>(
        Func<IBybitRestClientApi, Task<HttpResult<T>>> ask, CancellationToken cancellation)
    {
        var (reply, data) = await SendAsync(ask);
        cancellation.ThrowIfCancellationRequested();
        return reply.Code == BybitRetCodes.Ok && data is not null ? data : throw reply.ToFailure();
    }

    /// <summary>Asks for all pages of a list, each row once; "not found" is an empty list.</summary>
    /// <exception cref="ExchangeUnavailableException">There was no usable answer.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        Func<IBybitRestClientApi, string?, Task<HttpResult<BybitResponse<T>>>> ask, CancellationToken cancellation)
    {
        var rows = new List<T>();
        string? cursor = null;
        do
        {
            var page = cursor;
            var (reply, data) = await SendAsync(api => ask(api, page));
            cancellation.ThrowIfCancellationRequested();
            if (reply.Meaning == BybitAnswer.NotFound)
                break;
            if (reply.Code != BybitRetCodes.Ok || data is null)
                throw reply.ToFailure();
            rows.AddRange(data.List);
            // Some lists give a cursor with their last page too, which then leads to an empty one.
            cursor = data.List.Length == 0 || data.NextPageCursor == cursor ? null : data.NextPageCursor;
        }
        while (!string.IsNullOrEmpty(cursor));
        return rows;
    }

    /// <summary>Sends a change of an order, once. What has no answer is Unknown.</summary>
    public async Task<SubmitOutcome> ChangeAsync(Func<IBybitRestClientApi, Task<HttpResult<BybitOrderId>>> change)
    {
        var (reply, data) = await SendAsync(change);
        return reply.ToOutcome(data?.OrderId);
    }

    /// <summary>Sends something whose answer has no content, once.</summary>
    public async Task<BybitReply> SetAsync(Func<IBybitRestClientApi, Task<HttpResult>> change)
    {
        if (Silence() is { } silent)
            return silent;
        return Read(await change(client.V5Api));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    async Task<(BybitReply Reply, T? Data)> SendAsync<T>(Func<IBybitRestClientApi, Task<HttpResult<T>>> send)
    {
        if (Silence() is { } silent)
            return (silent, default);
        var result = await send(client.V5Api);
        return (Read(result), result.Data);
    }

    BybitReply Read(IHttpResult result)
    {
        if (result.Success)
            return BybitReply.Done;
        if (result.ResponseStatusCode is { } status && status != HttpStatusCode.OK)
        {
            var word = string.Create(CultureInfo.InvariantCulture, $"http-{(int)status}");
            if (status == HttpStatusCode.Forbidden)
                BeSilent(clock.GetUtcNow() + longestSilence, new BybitReply(
                    null, "Nothing was sent: Bybit refused this address less than ten minutes ago.", word));
            return new BybitReply(null, $"Bybit answered HTTP {(int)status}.", word);
        }
        if (result.Error is ServerRateLimitError { RetryAfter: { } reset })
            BeSilent(BybitRows.TimeOf(reset), new BybitReply(
                null, "Nothing was sent: Bybit's rate limit is not over.", RateLimit));
        var reply = result.Error switch
        {
            ClientRateLimitError => new BybitReply(null, "Nothing was sent: a rate limit would have been exceeded.", RateLimit),
            ServerRateLimitError limited => new BybitReply(
                BybitRetCodes.TooManyVisits, WithoutSecrets(limited.Message ?? "Too many visits!")),
            { Code: { } code } error => new BybitReply(code, WithoutSecrets(error.Message ?? error.ErrorDescription ?? "")),
            { ErrorType: ErrorType.Timeout } => new BybitReply(null, "Bybit did not answer in time.", "timeout"),
            CancellationRequestedError => new BybitReply(null, "The request was given up before there was an answer.", "cancelled"),
            { ErrorType: ErrorType.NetworkError } => new BybitReply(null, "The connection failed before there was an answer.", "network"),
            _ => new BybitReply(null, "Bybit's answer cannot be read.", "unreadable"),
        };
        // Measured again before the next request.
        if (reply.Meaning == BybitAnswer.TimeWindow)
            TimeOffsetManager.ResetRestUpdateTime(client.V5Api.GetType().Name);
        return reply;
    }

    // The words are kept with the order; whatever of ours they quote is not.
    string WithoutSecrets(string said) => secrets.Where(secret => secret.Length > 0)
        .Aggregate(said, (text, secret) => text.Replace(secret, "***", StringComparison.Ordinal));

    void BeSilent(DateTimeOffset until, BybitReply reply)
    {
        lock (gate)
        {
            var most = clock.GetUtcNow() + longestSilence;
            if (until > silentUntil)
                (silentUntil, silence) = (until < most ? until : most, reply);
        }
    }

    BybitReply? Silence()
    {
        lock (gate)
            return clock.GetUtcNow() < silentUntil ? silence : null;
    }
}
