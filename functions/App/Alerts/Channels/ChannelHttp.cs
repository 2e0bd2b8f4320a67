using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Orchestrations.App.Alerts.Channels;

/// <summary>
/// Sends messages over HTTP. Addresses hold secrets (a bot's token is part of its path), so requests are kept out of traces and
/// of diagnostics: the handler has no propagator, which is what switches its activities off. Nothing is redirected.
/// </summary>
sealed class ChannelHttp : IDisposable
{
    // An answer of more says nothing that is needed.
    const int MostRead = 16 * 1024;

    readonly HttpClient http;
    readonly TimeProvider time;
    readonly TimeSpan timeout;

    public ChannelHttp(AlertsSettings settings, TimeProvider time)
    {
        (this.time, timeout) = (time, settings.Timeout);
        http = new HttpClient(new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = timeout,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Makes one attempt.</summary>
    public async Task<ChannelAnswer> SendAsync(ChannelRequest request, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var message = request.ToHttp();
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (answer.IsSuccessStatusCode)
                return ChannelAnswer.Sent;
            var reason = string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.StatusCode}");
            return MayPass(answer.StatusCode)
                ? new ChannelAnswer(
                    ChannelVerdict.Again, await PauseAsync(answer, both.Token), reason, (int)answer.StatusCode >= 500)
                : new ChannelAnswer(ChannelVerdict.Refused, null, reason);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ChannelAnswer(ChannelVerdict.Again, null, $"no answer within {timeout:c}", MayHaveArrived: true);
        }
        catch (HttpRequestException failure)
        {
            var nobodyHeard = failure.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
            return new ChannelAnswer(ChannelVerdict.Again, null, failure.HttpRequestError.ToString(), !nobodyHeard);
        }
        catch (IOException)
        {
            return new ChannelAnswer(ChannelVerdict.Again, null, "the connection broke", MayHaveArrived: true);
        }
    }

    public void Dispose() => http.Dispose();

    static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        or (HttpStatusCode)425 or >= HttpStatusCode.InternalServerError;

    // In the header, as seconds or a date; Telegram and Discord also say it in the body.
    async Task<TimeSpan?> PauseAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.Headers.RetryAfter is { } header)
            return header.Delta ?? (header.Date is { } date && date > time.GetUtcNow() ? date - time.GetUtcNow() : null);
        if (answer.Content.Headers.ContentType?.MediaType != "application/json")
            return null;
        try
        {
            var buffer = new byte[MostRead];
            using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            var read = await body.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, cancellation);
            using var json = JsonDocument.Parse(buffer.AsMemory(0, read));
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            var within = root.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object ? parameters : root;
            return within.TryGetProperty("retry_after", out var seconds) && seconds.ValueKind == JsonValueKind.Number
                && seconds.GetDouble() is > 0 and < 86_400 and var pause
                ? TimeSpan.FromSeconds(pause)
                : null;
        }
        // Also when the rest of the answer does not come: that it was refused is known.
        catch (Exception unreadable) when (unreadable is JsonException or IOException or HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }
}
