using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Tests.Http;

/// <summary>Entities of functions over the management API, on the real engine.</summary>
public sealed class EntityApiTests : IAsyncLifetime
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entity-api-");
    WebApplication app = null!;
    HttpClient http = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddSingleton<TimeProvider>(TestClock.Wall)
            .AddDurableEngine(Path.Combine(folder.FullName, "engine.db"), new EngineOptions(), TimeSpan.FromSeconds(5))
            .AddFunctions(new HostJson(), FunctionCatalog.Discover([typeof(EntityFunctions)]));
        app = builder.Build();
        app.MapFunctions();
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/runtime/webhooks/durabletask/entities/") };
    }

    [Fact]
    public async Task Signal_WithJsonOrText_ReachesTheEntity()
    {
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("Basket/b1?op=Put", WebHost.Json("""{"name":"apple","count":3}"""))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await http.PostAsync("basket/b1?op=rename", new StringContent("for Ada"))).StatusCode);
        await Until("BASKET/b1", """{"Label":"for Ada","Items":{"apple":3}}""");

        Assert.Equal(HttpStatusCode.Accepted, (await http.DeleteAsync("basket/b1")).StatusCode);
        await Until("basket/b1", null);
    }

    [Fact]
    public async Task Entity_WithTheEmptyKey_IsAddressedByADollar()
    {
        await http.PostAsync("tally/$?op=Add", WebHost.Json("5"));
        await Until("tally/$", "5");
        var client = app.Services.GetRequiredService<DurableTaskClient>();
        Assert.Equal(5, (await client.Entities.GetEntityAsync<int>(new EntityInstanceId("tally", "")))!.State);
    }

    [Fact]
    public async Task List_OfEntities_PagesAndShowsStatesOnlyWhenAsked()
    {
        for (var i = 0; i < 3; i++)
        {
            await http.PostAsync($"tally/k{i}?op=add", WebHost.Json($"{i}"));
            await Until($"tally/k{i}", $"{i}");
        }

        await http.PostAsync("basket/b?op=rename", new StringContent("x"));
        await Until("basket/b", """{"Label":"x","Items":{}}""");

        var first = await http.GetAsync("tally?top=2&fetchState=true");
        var entries = (await WebHost.JsonOf(first)).EnumerateArray().ToList();
        Assert.Equal(["k0", "k1"], entries.Select(entry => entry.GetProperty("entityId").GetProperty("key").GetString()!));
        Assert.Equal("tally", entries[0].GetProperty("entityId").GetProperty("name").GetString());
        Assert.Equal(1, entries[1].GetProperty("state").GetInt32());
        var begun = TestClock.Wall.GetUtcNow().UtcDateTime.AddMinutes(-5);
        Assert.InRange(entries[0].GetProperty("lastOperationTime").GetDateTime(), begun, DateTime.MaxValue);

        var request = new HttpRequestMessage(HttpMethod.Get, "tally?top=2");
        request.Headers.Add("x-ms-continuation-token", first.Headers.GetValues("x-ms-continuation-token").Single());
        var rest = Assert.Single((await WebHost.JsonOf(await http.SendAsync(request))).EnumerateArray().ToList());
        Assert.Equal("k2", rest.GetProperty("entityId").GetProperty("key").GetString());
        Assert.False(rest.TryGetProperty("state", out _));

        Assert.Equal(4, (await WebHost.JsonOf(await http.GetAsync("?lastOperationTimeFrom=2024-01-01T00:00:00Z"))).GetArrayLength());
        Assert.Equal(0, (await WebHost.JsonOf(await http.GetAsync("?lastOperationTimeTo=2024-01-01T00:00:00Z"))).GetArrayLength());
    }

    [Fact]
    public async Task Request_ThatCannotBe_IsRefused()
    {
        await WebHost.AssertProblem(await http.GetAsync("tally/none"), 404, "ORC-HOST-130");
        await WebHost.AssertProblem(await http.PostAsync("nobody/x?op=add", null), 400, "ORC-HOST-130");
        await WebHost.AssertProblem(await http.DeleteAsync("nobody/x"), 400, "ORC-HOST-130");
        await WebHost.AssertProblem(await http.PostAsync("tally/x", null), 400, "ORC-HOST-113");
        await WebHost.AssertProblem(await http.PostAsync("tally/x?op=add", WebHost.Json("{")), 400, "ORC-HOST-105");
        await WebHost.AssertProblem(await http.PostAsync($"tally/{new string('x', 100)}?op=add", null), 400, "ORC-HOST-113");
        await WebHost.AssertProblem(await http.GetAsync("?top=0"), 400, "ORC-HOST-113");
        await WebHost.AssertProblem(await http.PutAsync("tally/x", null), 404, "ORC-HOST-116");
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    async Task Until(string entity, string? state)
    {
        for (var tries = 0; ; tries++)
        {
            var response = await http.GetAsync(entity);
            var found = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : null;
            if (found == state)
                return;
            Assert.True(tries < 2000, $"{entity} is {found ?? "missing"}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TestClock.Wall);
        }
    }

    internal static class EntityFunctions
    {
        [Function("Basket")]
        public static Task Basket([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<BasketState>();

        [Function("RunTally")]
        public static Task Tally([EntityTrigger(EntityName = "tally")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(operation =>
        {
            var sum = operation.State.GetState(0) + operation.GetInput<int>();
            operation.State.SetState(sum);
            return new ValueTask<object?>(sum);
        });
    }

    internal sealed class BasketState
    {
        public string? Label { get; set; }

        public Dictionary<string, int> Items { get; set; } = [];

        public void Put(JsonElement item) => Items[item.GetProperty("name").GetString()!] = item.GetProperty("count").GetInt32();

        public void Rename(string label) => Label = label;
    }
}
