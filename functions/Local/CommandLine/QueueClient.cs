using System.Text.Json;

namespace Orchestrations.Local.CommandLine;

/// <summary>Talks to the Service Bus of a running host.</summary>
sealed class QueueClient : IDisposable
{
    /// <summary>No host answers at the address.</summary>
    public const string NoHost = "ORC-BUS-030";

    /// <summary>Something answers, but not as a host does.</summary>
    public const string ForeignAnswer = "ORC-BUS-031";

    readonly HttpClient http;
    readonly string url;

    /// <exception cref="CodedError">ORC-LOCAL-003: the address is none.</exception>
    public QueueClient(string url, string? key)
    {
        this.url = url;
        if (!Uri.TryCreate(url.TrimEnd('/') + "/admin/servicebus/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new CodedError(CodedError.BadArgument, $"--url {url} is not an address; use a form such as {CommonOptions.DefaultUrl}.");
        http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        if (key is not null)
            http.DefaultRequestHeaders.Add("x-functions-key", key);
    }

    /// <summary>Sends a request and reads its JSON answer.</summary>
    /// <exception cref="CodedError">ORC-BUS-030, -031, or the code with which the host refuses it.</exception>
    public async Task<JsonElement> AskAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await http.SendAsync(request, cancellation);
            return Read(await response.Content.ReadAsStringAsync(cancellation), (int)response.StatusCode, response.IsSuccessStatusCode);
        }
        catch (Exception unreachable) when (unreachable is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            throw new CodedError(
                NoHost, $"No host answers at {url}: {unreachable.Message} Start one with 'serve', or name another with --url.", unreachable);
        }
    }

    public void Dispose() => http.Dispose();

    /// <summary>The path of a queue, a topic, or topic/subscriptions/name.</summary>
    public static string PathOf(string entity) => string.Join('/', entity.Split('/').Select(Uri.EscapeDataString));

    JsonElement Read(string text, int status, bool succeeded)
    {
        JsonElement json;
        try
        {
            using var document = JsonDocument.Parse(text);
            json = document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw Foreign(status);
        }

        if (succeeded)
            return json;
        throw json.ValueKind is JsonValueKind.Object && json.TryGetProperty("code", out var code) && json.TryGetProperty("detail", out var detail)
            ? new CodedError(code.GetString()!, detail.GetString()!)
            : Foreign(status);
    }

    CodedError Foreign(int status) => new(
        ForeignAnswer, $"What answers at {url} is no host of this program (status {status}). Name the host's address with --url.");
}
