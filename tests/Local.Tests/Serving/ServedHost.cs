using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orchestrations.Engine.Hosting;
using Orchestrations.Local.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>The local host in this process, on loopback, on a folder that outlives it.</summary>
sealed class ServedHost : IAsyncDisposable
{
    ServedHost(WebApplication app, Uri address)
    {
        App = app;
        Address = address;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public WebApplication App { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>The keys the host made, by what they are for; none on loopback.</summary>
    public Dictionary<string, string> Keys { get; } = [];

    public static Task<ServedHost> StartAsync(
        string folder, TimeProvider time, params (string Key, string Value)[] settings) =>
        StartAsync("127.0.0.1", folder, time, settings);

    /// <summary>Listens on every address of this machine, and so wants keys.</summary>
    public static Task<ServedHost> StartBeyondLoopbackAsync(
        string folder, TimeProvider time, params (string Key, string Value)[] settings) =>
        StartAsync("0.0.0.0", folder, time, settings);

    static async Task<ServedHost> StartAsync(
        string address, string folder, TimeProvider time, (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value);
        all["MarketData:BybitUrl"] = LoopbackPort.Nobody;
        var port = LoopbackPort.Free();
        var options = new ServeOptions($"http://{address}:{port}", folder, all);
        var app = LocalHost.Build(options, time);
        try
        {
            var served = new ServedHost(app, new Uri($"http://127.0.0.1:{port}"));
            app.Services.GetRequiredService<IOptions<FunctionsHostOptions>>().Value.ShowNewKey =
                (key, value) => served.Keys.Add(key.ToString(), value);
            await LocalHost.StartAsync(app, options, CancellationToken.None);
            return served;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body));

    /// <summary>Sends a body as it is, well formed or not.</summary>
    public Task<Answer> PostTextAsync(string path, string body) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, "application/json"));

    public Task<Answer> DeleteAsync(string path, object body) => SendAsync(HttpMethod.Delete, path, JsonContent.Create(body));

    /// <summary>Asks until the answer is as wanted; for what goes on in the background.</summary>
    public async Task<Answer> UntilAsync(string path, Func<Answer, bool> wanted)
    {
        Answer answer;
        var tries = 0;
        while (!wanted(answer = await GetAsync(path)))
        {
            Assert.True(++tries < 1500, $"{path} stayed {answer}");
            await WallClock.PauseAsync(20);
        }
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }

    /// <summary>Sends a request with headers, as another program or a browser might.</summary>
    public Task<Answer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : JsonContent.Create(body), headers);

    async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text);
    }

    /// <summary>What came back.</summary>
    public sealed record Answer(int Status, string Text)
    {
        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        public string? this[string property] => Json.GetProperty(property).ToString();

        /// <summary>It is problem details of the code, which has a page, and names all of the words.</summary>
        public void IsProblem(int status, string code, params string[] words)
        {
            Assert.True(Status == status, ToString());
            Assert.Equal(code, this["code"]);
            Assert.True(File.Exists(Path.Combine(Repository.Root, "docs", "errors", code + ".md")), $"{code} has no page.");
            foreach (var word in words)
                Assert.Contains(word, this["detail"], StringComparison.Ordinal);
        }

        public override string ToString() => $"{Status}: {Text}";
    }
}
