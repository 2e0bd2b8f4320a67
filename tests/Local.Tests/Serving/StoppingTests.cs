using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Replay;
using Orchestrations.Local.Tests.CommandLine;
using Orchestrations.Local.Tests.Crash;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Serving;

/// <summary>A real process is asked to stop (SIGTERM) while an activity waits for the exchange's answer.</summary>
public sealed class StoppingTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-stop-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Stop_WithAnActivityRunning_LetsItEndAndRecordsIt()
    {
        var released = new TaskCompletionSource();
        await using var exchange = await SlowExchangeAsync(released.Task);
        using var host = ServeProcess.Start(folder, "MarketData:BybitUrl=" + exchange.Address, "Host:DrainDeadline=00:00:30");
        await AskForARunAsync(host, exchange);
        var running = OpenActivities();
        Assert.NotEmpty(running);
        await DoctorFindsAsync("PrepareOrder");

        var stopping = host.TerminateAsync();
        await WallClock.PauseAsync(1000);
        Assert.False(stopping.IsCompleted, host.Output);
        released.SetResult();
        Assert.True(await stopping == 0, host.Output);
        Assert.Contains("Stopped.", host.Output, StringComparison.Ordinal);

        // What they led to is asked for and not begun; they themselves have ended, and none as failed.
        Assert.Empty(running.Intersect(OpenActivities()));
        Assert.Empty(Histories().SelectMany(history => history.Events.OfType<TaskFailed>()));
    }

    [Fact]
    public async Task Stop_WithAnActivityThatNeverEnds_GivesUpAtTheDeadlineAndTheNextStartGoesOn()
    {
        await using (var exchange = await SlowExchangeAsync(new TaskCompletionSource().Task))
        {
            using var host = ServeProcess.Start(folder, "MarketData:BybitUrl=" + exchange.Address, "Host:DrainDeadline=00:00:01");
            await AskForARunAsync(host, exchange);
            var took = Stopwatch.StartNew();
            Assert.True(await host.TerminateAsync() == 0, host.Output);
            Assert.InRange(took.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(20));
            Assert.NotEmpty(OpenActivities());
            await DoctorFindsAsync("PrepareOrder");
        }

        await using var again = await ServedHost.StartAsync(folder, WallClock.Instance);
        await again.UntilAsync(
            "runtime/webhooks/durabletask/instances?showInput=false&runtimeStatus=Running,Pending", answer => answer.Json.GetArrayLength() == 0);
        Assert.Empty(OpenActivities());
    }

    async Task DoctorFindsAsync(string activity)
    {
        var doctor = await CommandRun.OfAsync(["doctor", "--data-dir", folder, "--urls", LoopbackPort.Nobody, .. CommandRun.OutOfReach]);
        doctor.Finds("ok", "waiting", "OrderOrchestrator", $"activity {activity}, begun ", "DcaOrchestrator");
    }

    static async Task AskForARunAsync(ServeProcess host, HttpStandIn exchange)
    {
        await host.ReadyAsync();
        using var started = await host.Http.PostAsync(new Uri("admin/functions/DcaTimer", UriKind.Relative), null);
        Assert.True(started.IsSuccessStatusCode);
        for (var tries = 0; !exchange.Requests.Any(request => request.Contains("tickers", StringComparison.Ordinal)); tries++)
        {
            Assert.True(tries < 1500, host.Output);
            await WallClock.PauseAsync(20);
        }
    }

    // Bybit's clock at once, a ticker once it is released.
    static Task<HttpStandIn> SlowExchangeAsync(Task released) => HttpStandIn.StartAsync(async (context, _) =>
    {
        var now = WallClock.Instance.GetUtcNow().ToUnixTimeMilliseconds();
        var result = $$"""{"timeSecond":"{{now / 1000}}","timeNano":"{{now}}000000"}""";
        if (context.Request.Path.Value!.EndsWith("tickers", StringComparison.Ordinal))
        {
            await released.WaitAsync(context.RequestAborted);
            var symbol = context.Request.Query["symbol"];
            result = $$"""{"category":"spot","list":[{"symbol":"{{symbol}}","bid1Price":"100","ask1Price":"100.1","lastPrice":"100"}]}""";
        }

        await context.Response.WriteAsync(string.Create(
            CultureInfo.InvariantCulture, $$"""{"retCode":0,"retMsg":"OK","result":{{result}},"time":{{now}}}"""));
    });

    IEnumerable<StoredHistory> Histories() => HistoryExport.Read(Path.Combine(folder, "engine.db"), new ExportFilter());

    List<(string Instance, int Activity)> OpenActivities()
    {
        var open = new List<(string, int)>();
        foreach (var history in Histories())
        {
            var ended = history.Events.Select(happened => happened switch
            {
                TaskCompleted completed => completed.TaskId,
                TaskFailed failed => failed.TaskId,
                _ => -1,
            }).ToHashSet();
            open.AddRange(history.Events.OfType<TaskScheduled>()
                .Where(asked => !ended.Contains(asked.EventId))
                .Select(asked => (history.Id, asked.EventId)));
        }

        return open;
    }
}
