using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Dca;
using Orchestrations.App.Problems;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Tests.Histories;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Tests.Http;

/// <summary>The header Idempotency-Key.</summary>
public class IdempotencyTests
{
    const string Plan = """{"name":"a","capital":"100","targets":[{"symbol":"BTCUSDT","share":0.5}],"amountPerInterval":1}""";
    static readonly (string, string) Key = ("Idempotency-Key", "key 1/#?");

    [Fact]
    public async Task Creation_RepeatedUnderItsKey_GetsTheFirstAnswerAgain()
    {
        await using var world = new HistoryWorld();
        var triggers = world.Get<DcaPlanTriggers>();
        OverHttp.Answered Make(string body, params (string, string)[] headers) =>
            world.Say(r => triggers.DcaCreatePlan(r, Bench.None), body, headers: headers);

        var first = Make(Plan, Key);
        world.Pass(TimeSpan.FromDays(3));
        var again = Make(Plan, Key);
        var other = Make(Plan.Replace("100", "200", StringComparison.Ordinal), Key);
        var without = Make(Plan);

        Assert.Equal((201, 201), (first.Status, again.Status));
        Assert.Equal("true", again.Headers["Idempotent-Replayed"]);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal((422, "ORC-HTTP-011"), (other.Status, other.Code));
        Assert.Equal((409, "ORC-DCA-006"), (without.Status, without.Code));
    }

    [Fact]
    public async Task Run_RepeatedUnderItsKeyDaysLater_IsTheRunOfTheDayItWasAskedFor()
    {
        await using var world = new HistoryWorld();
        world.Do(async () => await world.Get<DcaRepository>().CreateAsync(Bench.Plan()));
        OverHttp.Answered Ask() => world.Say(
            r => world.Get<DcaTriggers>().DcaStartRun(r, world.Get<DurableTaskClient>(), "core", Bench.None), headers: Key);

        var first = Ask();
        world.Pass(TimeSpan.FromDays(2));
        var again = Ask();

        Assert.Equal("dca-core-20240115", first.As<DcaRunStarted>().Id);
        Assert.Equal("/api/dca/runs/dca-core-20240115", again.Headers.Location.ToString());
        var runs = world.Get(async () => await world.Get<DurableTaskClient>()
            .GetAllInstancesAsync(new OrchestrationQuery { InstanceIdPrefix = "dca-core-2024" }).ToListAsync());
        Assert.DoesNotContain(runs, run => run.InstanceId.StartsWith("dca-core-20240117", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_RepeatedUnderItsKeyAfterItsRelease_StopsNothingAgain()
    {
        await using var world = new HistoryWorld();
        var triggers = world.Get<EmergencyStopTriggers>();
        OverHttp.Answered Stop() => world.Say(r => triggers.EmergencyStopSet(r, Bench.None), """{"reason":"odd"}""", headers: Key);

        Stop();
        world.Say(r => triggers.EmergencyStopRelease(r, Bench.None), """{"reason":"well"}""");
        var again = Stop();

        Assert.Equal(200, again.Status);
        Assert.False(world.Get(() => world.Stop.GetAsync()).Active);
    }

    [Fact]
    public async Task Refusal_UnderAKey_KeepsNoKey()
    {
        await using var world = new HistoryWorld();
        var triggers = world.Get<DcaPlanTriggers>();

        var bad = world.Say(r => triggers.DcaCreatePlan(r, Bench.None), Plan.Replace("0.5", "5", StringComparison.Ordinal), headers: Key);
        var mended = world.Say(r => triggers.DcaCreatePlan(r, Bench.None), Plan, headers: Key);

        Assert.Equal((400, "ORC-DCA-002"), (bad.Status, bad.Code));
        Assert.Equal(201, mended.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("smörgås")]
    [InlineData("a\tb")]
    public async Task Key_ThatIsNone_IsRefused(string key)
    {
        await using var world = new HistoryWorld();

        var answer = world.Say(
            r => world.Get<DcaPlanTriggers>().DcaCreatePlan(r, Bench.None), Plan, headers: ("Idempotency-Key", key));

        Assert.Equal((400, "ORC-HTTP-010"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Creation_CutOffAtItsAnswer_IsFoundAgainByItsKey(bool written)
    {
        using var bench = new Bench();
        var store = new CutOffStore(bench.Store, "requests") { Written = written, Spares = 1 };
        var triggers = new DcaPlanTriggers(
            bench.Plans, new DcaPlanChanges(bench.Plans, bench.Audit, new UnreadItems(bench.Store, bench.Time), bench.Time),
        new TradingSettings(TradingMode.Paper, "main"),
            bench.Exchange, new IdempotentWrites(store, bench.Time), bench.Time);
        Task<IResult> Make() => triggers.DcaCreatePlan(Request(), Bench.None);

        store.IsCut = true;
        await Assert.ThrowsAsync<IOException>(Make);
        store.IsCut = false;
        bench.Time.Now = Bench.Start.AddDays(1);
        var again = await Make();

        Assert.Equal(201, Assert.IsAssignableFrom<IStatusCodeHttpResult>(again).StatusCode);
        Assert.Equal(Bench.Start.Date, (await bench.Plans.FindAsync("a"))!.Start.Date);
    }

    [Fact]
    public async Task Requests_OfOneKeyAtOnce_GetOneAnswer()
    {
        var (store, calls) = (new InMemoryStore(), 0);
        var writes = new IdempotentWrites(store, new ManualTime(Bench.Start));
        var both = new TaskCompletionSource();

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => writes.ServeAsync(Request(), async _ =>
        {
            var mine = Interlocked.Increment(ref calls);
            if (mine == 2)
                both.SetResult();
            await both.Task;
            return new Written(201, new { Number = mine });
        }, Bench.None)));

        var again = Assert.IsAssignableFrom<IContentTypeHttpResult>(await writes.ServeAsync(
            Request(), _ => throw new InvalidOperationException("It was answered before."), Bench.None));
        Assert.Equal(2, answers.Length);
        Assert.Contains("application/json", again.ContentType!, StringComparison.Ordinal);
    }

    static HttpRequest Request()
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(Plan));
        context.Request.Headers["Idempotency-Key"] = "k";
        return context.Request;
    }
}
