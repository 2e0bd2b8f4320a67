using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Storage;
using Orchestrations.Engine.Tests.Hosting;
using Orchestrations.Engine.Tests.Timers;
using Orchestrations.TestKit;

namespace Orchestrations.Engine.Tests.Http;

/// <summary>A real server on a free port of this machine, with the durable client faked.</summary>
sealed class WebHost : IAsyncDisposable
{
    const string ManagementBase = "/runtime/webhooks/durabletask";

    WebApplication app = null!;

    WebHost()
    {
    }

    public FakeDurableTaskClient Durable { get; } = new();

    public HttpFunctions.Calls Calls { get; } = new();

    public ManualTimeProvider Clock { get; } = TimerHost.ClockAt("2024-01-02T12:00:00Z");

    public HttpClient Client { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    /// <summary>The keys that were shown, by what they are.</summary>
    public Dictionary<string, string> ShownKeys { get; } = [];

    public string Address => app.Urls.Single();

    public static Task<WebHost> StartAsync(HostJson? host = null, string url = "http://127.0.0.1:0", string? dataDirectory = null)
        => StartAsync(host, url, dataDirectory, typeof(HttpFunctions.Web), typeof(HttpFunctions.Others));

    public static async Task<WebHost> StartAsync(HostJson? host, string url, string? dataDirectory, params Type[] functions)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var web = new WebHost();
        builder.Services
            .AddSingleton<TimeProvider>(web.Clock)
            .AddSingleton<DurableTaskClient>(web.Durable)
            .AddSingleton<IHistoryReader>(web.Durable)
            .AddSingleton<IHostState>(new MemoryHostState())
            .AddSingleton(web.Calls)
            .Configure<FunctionsHostOptions>(options =>
            {
                options.DataDirectory = dataDirectory;
                options.ShowNewKey = (key, value) => web.ShownKeys.Add(key.ToString(), value);
            })
            .AddFunctions(host ?? new HostJson { RoutePrefix = "" }, FunctionCatalog.Discover(functions));
        var app = builder.Build();
        web.app = app;
        app.MapFunctions();
        app.Map("/mapped-elsewhere", () => "plain");
        await app.StartAsync();
        web.Client.BaseAddress = new Uri(web.Address.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        return web;
    }

    public Task<HttpResponseMessage> Management(string method, string path, HttpContent? body = null)
        => Send(method, ManagementBase + path, body);

    public Task<HttpResponseMessage> Send(string method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request);
    }

    public static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    public static async Task<JsonElement> JsonOf(HttpResponseMessage response)
        => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    /// <summary>Asserts a problem with that status and code, and that its details are complete.</summary>
    public static async Task<string> AssertProblem(HttpResponseMessage response, int status, string code)
    {
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await JsonOf(response);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return problem.GetProperty("detail").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
