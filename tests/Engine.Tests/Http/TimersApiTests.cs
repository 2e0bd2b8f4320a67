using System.Net;
using static Orchestrations.Engine.Tests.Http.WebHost;

namespace Orchestrations.Engine.Tests.Http;

public sealed class TimersApiTests : IAsyncLifetime
{
    WebHost host = null!;

    public async Task InitializeAsync() => host = await StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Timers_Listed_HaveExactlyTheseMembers()
    {
        var response = await host.Send("GET", "/api/timers");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var report = await JsonOf(response);
        Assert.Equal("2024-01-02T12:00:00Z", report.GetProperty("now").GetString());
        var timer = Assert.Single(report.GetProperty("timers").EnumerateArray());
        Assert.Equal(
            ["function", "schedule", "timeZone", "last", "next", "isPastDue", "running", "runs", "missed", "late", "mostLate", "lastError"],
            timer.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("Nightly", "0 0 9 * * *", "UTC"), (Text("function"), Text("schedule"), Text("timeZone")));
        Assert.Equal((null, "2024-01-03T09:00:00Z"), (Text("last"), Text("next")));
        Assert.Equal((false, false), (timer.GetProperty("isPastDue").GetBoolean(), timer.GetProperty("running").GetBoolean()));

        string? Text(string member) => timer.GetProperty(member).GetString();
    }

    [Fact]
    public async Task Timers_AfterARun_ShowIt()
    {
        host.Clock.Advance(TimeSpan.FromHours(22));
        await host.Calls.Next.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var timer = (await JsonOf(await host.Send("GET", "/api/timers"))).GetProperty("timers")[0];
        Assert.Equal("2024-01-03T09:00:00Z", timer.GetProperty("last").GetString());
        Assert.Equal(1, timer.GetProperty("runs").GetInt32());
    }
}
