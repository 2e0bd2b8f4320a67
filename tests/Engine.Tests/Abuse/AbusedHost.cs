using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Tests.Http;
using Orchestrations.TestKit;

namespace Orchestrations.Engine.Tests.Abuse;

/// <summary>A whole host with a real server, engine and file, to be treated badly. Each test leaves it as able to work as it was.</summary>
public sealed class AbusedHost : IAsyncLifetime
{
    /// <summary>How long anything may take before it is taken to be wedged.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    readonly string folder = Directory.CreateTempSubdirectory("orc-abuse-").FullName;
    WebApplication app = null!;
    int runs;

    /// <summary>Speaks to the management API.</summary>
    public HttpClient Http { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public DurableTaskClient Durable => app.Services.GetRequiredService<DurableTaskClient>();

    public DurableEngine Engine => app.Services.GetRequiredService<DurableEngine>();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton(TestClock.Wall)
            .AddDurableEngine(Path.Combine(folder, "engine.db"), new EngineOptions(), TimeSpan.FromSeconds(5))
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([typeof(AbuseFunctions)]));
        app = builder.Build();
        app.MapFunctions();
        await app.StartAsync();
        Address = new Uri(app.Urls.Single());
        Http = new HttpClient { BaseAddress = new Uri(Address, "/runtime/webhooks/durabletask/"), Timeout = Patience };
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    public Task<HttpResponseMessage> StartAsync(string name, string id, string json) =>
        Http.PostAsync(new Uri($"orchestrators/{name}/{id}", UriKind.Relative), WebHost.Json(json));

    public Task<HttpResponseMessage> RaiseAsync(string id, string name, string json) =>
        Http.PostAsync(new Uri($"instances/{id}/raiseEvent/{name}", UriKind.Relative), WebHost.Json(json));

    public async Task<OrchestrationMetadata> EndAsync(string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        return await Durable.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, patience.Token);
    }

    /// <summary>Nothing is wedged: an ordinary run goes through, and afterwards the engine has nothing to do.</summary>
    public async Task AssertWellAsync()
    {
        var id = $"ordinary-{Interlocked.Increment(ref runs)}";
        using var started = await StartAsync("Sum", id, "3");
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal(6, EngineUnderTest.Output<int>(await EndAsync(id)));
        Assert.Null(Engine.Trouble);
        for (var tries = 0; !Engine.IsQuiet; tries++)
        {
            Assert.True(tries < 3000, $"The engine does not come to rest: {Engine.Statistics}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestClock.Wall);
        }
    }

    /// <summary>Bytes that are still in use, in mebibytes.</summary>
    public static long Mebibytes() => GC.GetTotalMemory(forceFullCollection: true) / (1024 * 1024);

    /// <summary>
    /// By how much they grew, once connections that were cut have let go of their buffers: what is kept for good is kept after
    /// seconds too.
    /// </summary>
    /// <param name="before">What was in use before.</param>
    /// <param name="allowed">What they may have grown by.</param>
    public static async Task<long> GrownAsync(long before, long allowed)
    {
        for (var looks = 0; looks < 50 && Mebibytes() - before >= allowed; looks++)
            await WallClock.PauseAsync(100);
        return Mebibytes() - before;
    }
}
