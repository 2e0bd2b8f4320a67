using Microsoft.AspNetCore.Http;
using Orchestrations.App.MarketData.AlternativeMe;
using Orchestrations.Domain.Market;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.MarketData.AlternativeMe;

/// <summary>The index over HTTP, from a server on loopback.</summary>
public class AlternativeMeIndexTests
{
    // 15 January 2024, 00:00 UTC.
    const string Today = "1705276800";

    readonly ManualTime time = new(Bench.Start);

    [Fact]
    public async Task Latest_AsItIsPublished_IsTheValueOfItsDay()
    {
        await using var host = await HostAsync(Body("23", Today));
        using var index = Index(host);

        Assert.Equal(new FearGreed(new DateOnly(2024, 1, 15), 23), await index.GetLatestAsync(Bench.None));
        Assert.Equal(["/fng/?limit=1&format=json"], host.Requests);
        Assert.Equal("127.0.0.1, published daily", index.Description);
    }

    [Fact]
    public async Task Latest_AskedForOften_AsksTheHostOnceAnHour()
    {
        await using var host = await HostAsync(Body("23", Today));
        using var index = Index(host);

        for (var minute = 0; minute < 61; minute += 10)
        {
            time.Now = Bench.Start.AddMinutes(minute);
            await index.GetLatestAsync(Bench.None);
        }

        Assert.Equal(2, host.Requests.Count);
    }

    [Theory]
    [InlineData("""{"name":"Fear and Greed Index","data":[],"metadata":{"error":null}}""")]
    [InlineData("""{"data":[{"value":"101","timestamp":"1705276800"}]}""")]
    [InlineData("""{"data":[{"value":"-1","timestamp":"1705276800"}]}""")]
    [InlineData("""{"data":[{"value":"23.5","timestamp":"1705276800"}]}""")]
    [InlineData("""{"data":[{"value":"","timestamp":"1705276800"}]}""")]
    [InlineData("""{"data":[{"value":"23"}]}""")]
    [InlineData("""{"data":[{"timestamp":"1705276800"}]}""")]
    [InlineData("""{"data":[{"value":"23","timestamp":"soon"}]}""")]
    [InlineData("""{"data":[{"value":"23","timestamp":"1000000000"}]}""")]
    [InlineData("""{"data":[{"value":"23","timestamp":"1705449600"}]}""")]
    [InlineData("""{"data":[{"value":"23","timestamp":"1705276800"},{"value":"24","timestamp":"1705190400"}]}""")]
    [InlineData("""{"data":[{"value":"23","timestamp":"1705276800"}],"metadata":{"error":"out of order"}}""")]
    [InlineData("""{"data":[null]}""")]
    [InlineData("null")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task Latest_FromAnAnswerThatIsNotOfItsForm_IsNotKnown(string body)
    {
        await using var host = await HostAsync(body);
        using var index = Index(host);

        Assert.Null(await index.GetLatestAsync(Bench.None));
    }

    [Fact]
    public async Task Latest_AfterAFailure_PausesThenAsksAgain()
    {
        await using var host = await HttpStandIn.StartAsync((context, number) =>
        {
            context.Response.StatusCode = number == 1 ? 503 : 200;
            return number == 1 ? Task.CompletedTask : context.Response.WriteAsync(Body("23", Today));
        });
        using var index = Index(host);

        Assert.Null(await index.GetLatestAsync(Bench.None));
        Assert.Null(await index.GetLatestAsync(Bench.None));
        time.Now = Bench.Start.AddMinutes(1);
        Assert.Equal(23, (await index.GetLatestAsync(Bench.None))!.Value);
        Assert.Equal(2, host.Requests.Count);
    }

    [Fact]
    public async Task Latest_WhileTheHostIsDown_StandsUntilItIsOld()
    {
        var up = true;
        await using var host = await HttpStandIn.StartAsync((context, _) =>
        {
            context.Response.StatusCode = up ? 200 : 500;
            return up ? context.Response.WriteAsync(Body("23", Today)) : Task.CompletedTask;
        });
        using var index = Index(host);
        await index.GetLatestAsync(Bench.None);
        up = false;

        time.Now = new DateTimeOffset(2024, 1, 17, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal(23, (await index.GetLatestAsync(Bench.None))!.Value);
        time.Now = new DateTimeOffset(2024, 1, 18, 0, 0, 0, TimeSpan.Zero);
        Assert.Null(await index.GetLatestAsync(Bench.None));
    }

    [Fact]
    public async Task Latest_ThatGoesBackInTime_LeavesTheNewerDay()
    {
        await using var host = await HttpStandIn.StartAsync((context, number) =>
            context.Response.WriteAsync(number == 1 ? Body("23", Today) : Body("50", "1705190400")));
        using var index = Index(host);
        await index.GetLatestAsync(Bench.None);
        time.Now = Bench.Start.AddHours(2);

        Assert.Equal(23, (await index.GetLatestAsync(Bench.None))!.Value);
    }

    [Fact]
    public async Task Latest_FromAHostThatDoesNotAnswer_IsNotKnownAfterTheTimeout()
    {
        await using var host = await HttpStandIn.StartAsync(
            (context, _) => Task.Delay(TimeSpan.FromSeconds(30), WallClock.Instance, context.RequestAborted));
        using var http = new HttpClient();
        using var index = new AlternativeMeIndex(
            http, WallClock.Instance, new AlternativeMeOptions { BaseAddress = host.Address, Timeout = TimeSpan.FromMilliseconds(200) });

        Assert.Null(await index.GetLatestAsync(Bench.None));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.GetLatestAsync(cancelled.Token));
    }

    [Fact]
    public async Task Latest_FromAnEndlessAnswer_IsNotKnown()
    {
        await using var host = await HostAsync(new string(' ', 100_000) + Body("23", Today));
        using var index = Index(host);

        Assert.Null(await index.GetLatestAsync(Bench.None));
    }

    static string Body(string value, string timestamp) => $$$"""
        {"name":"Fear and Greed Index","data":[{"value":"{{{value}}}","value_classification":"Fear","timestamp":"{{{timestamp}}}",
         "time_until_update":"68499"}],"metadata":{"error":null}}
        """;

    static Task<HttpStandIn> HostAsync(string body) =>
        HttpStandIn.StartAsync((context, _) => context.Response.WriteAsync(body));

    AlternativeMeIndex Index(HttpStandIn host) => new(
        new HttpClient(), time, new AlternativeMeOptions { BaseAddress = host.Address, Timeout = TimeSpan.FromSeconds(20) });
}
