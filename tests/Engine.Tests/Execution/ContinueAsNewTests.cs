using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class ContinueAsNewTests
{
    // The code has ended, and what it still waited for reaches nobody there; the next execution waits for it again.
    [Theory, EachHead]
    public Task ContinueAsNew_WithAnEventThatArrivesInItsLastTurn_GivesItToTheNextExecution(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<int, string>("listen", async (context, ticks) =>
        {
            var tick = context.WaitForExternalEvent<int>("tick");
            if (!tick.IsCompleted && context.WaitForExternalEvent<string>("close") is var closed && await Task.WhenAny(tick, closed) == closed)
                return $"{await closed} after {ticks}";
            context.ContinueAsNew(ticks + 1);
            return "";
        }),
        async engine =>
        {
            var id = await engine.Start("listen", 0);
            await engine.Until(id, OrchestrationRuntimeStatus.Running);
            await engine.Client.SuspendInstanceAsync(id);
            await engine.Client.RaiseEventAsync(id, "tick", 1);
            await engine.Client.RaiseEventAsync(id, "tick", 2);
            await engine.Client.RaiseEventAsync(id, "close", "closed");
            await engine.UntilQuiet();
            await engine.Client.ResumeInstanceAsync(id);
            Assert.Equal("closed after 2", EngineUnderTest.Output<string>(await engine.End(id)));
        });

    // Ids are made of the instance, the time and a counter that begins anew with each execution.
    [Fact]
    public Task ContinueAsNew_WithinOneTickOfTheClock_MakesOtherIds() => EngineUnderTest.On(
        Head.Virtual,
        tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("child", (_, number) => Task.FromResult(number));
            tasks.AddOrchestratorFunc<List<string>, List<string>>("parent", async (context, ids) =>
            {
                ids.Add(context.NewGuid().ToString());
                await context.CallSubOrchestratorAsync<int>("child", ids.Count);
                if (ids.Count < 5)
                    context.ContinueAsNew(ids);
                return ids;
            });
        },
        async engine =>
        {
            var begun = engine.Now;
            var ids = await engine.Result<List<string>>("parent", new List<string>());
            Assert.Equal(begun, engine.Now);
            Assert.Equal(5, ids.Distinct().Count());
            var all = await engine.Client.GetAllInstancesAsync().ToListAsync();
            Assert.Equal(6, all.Count);
        });

    [Theory, EachHead]
    public Task ContinueAsNew_ByDefault_KeepsUnreadEventsInOrder(Head head) => EngineUnderTest.On(
        head,
        Accumulator(preserve: true),
        async engine =>
        {
            var id = await engine.Start("sum", new List<int>());
            for (var i = 1; i <= 10; i++)
                await engine.Client.RaiseEventAsync(id, "add", i);
            Assert.Equal(Enumerable.Range(1, 10), EngineUnderTest.Output<List<int>>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task ContinueAsNew_WithoutPreserving_DropsUnreadEvents(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<int, string>("drop", async (context, round) =>
        {
            if (round == 0)
            {
                await context.WaitForExternalEvent<object>("go");
                context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                return "";
            }

            context.SetCustomStatus("second");
            return await context.WaitForExternalEvent<string>("word");
        }),
        async engine =>
        {
            var id = await engine.Start("drop", 0);
            await engine.Client.RaiseEventAsync(id, "word", "dropped");
            await engine.UntilQuiet();
            await engine.Client.RaiseEventAsync(id, "go");
            await engine.UntilCustomStatus(id, "second");
            await engine.Client.RaiseEventAsync(id, "word", "received");
            Assert.Equal("received", EngineUnderTest.Output<string>(await engine.End(id)));
        });

    // The host that this one replaces lost instances here: events that came while the next execution was being made.
    [Theory, EachHead]
    public Task ContinueAsNew_UnderAStreamOfEvents_LosesNoneAndNeverSticks(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<(int Count, long Sum), long>("stream", async (context, state) =>
        {
            var x = await context.WaitForExternalEvent<int>("x");
            var (count, sum) = (state.Count + 1, state.Sum + x);
            if (count == 400)
                return sum;
            context.ContinueAsNew((count, sum));
            return 0;
        }),
        async engine =>
        {
            var id = await engine.Start("stream", (0, 0L));
            await Task.WhenAll(Enumerable.Range(1, 400).Select(i => engine.Client.RaiseEventAsync(id, "x", i)));
            Assert.Equal(400 * 401 / 2, EngineUnderTest.Output<long>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task ContinueAsNew_WithTheEngineRestartedBetween_GoesOn(Head head) => EngineUnderTest.On(
        head,
        Accumulator(preserve: true),
        async engine =>
        {
            var id = await engine.Start("sum", new List<int>());
            for (var i = 1; i <= 10; i++)
            {
                await engine.Client.RaiseEventAsync(id, "add", i);
                await engine.Restart();
            }

            Assert.Equal(Enumerable.Range(1, 10), EngineUnderTest.Output<List<int>>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task ContinueAsNew_WithANewVersion_RunsTheNextExecutionUnderIt(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("version", context => context.Version);
            tasks.AddOrchestratorFunc<int, string[]>("upgrade", async (context, round) =>
            {
                if (round < 2)
                {
                    context.ContinueAsNew(new ContinueAsNewOptions { NewInput = round + 1, NewVersion = round == 0 ? "2.0" : null });
                    return [];
                }

                return [context.Version, await context.CallActivityAsync<string>("version")];
            });
        },
        async engine => Assert.Equal(["2.0", "2.0"], await engine.Result<string[]>("upgrade", 0)));

    [Theory, EachHead]
    public Task ContinueAsNew_ThenAnException_FailsTheInstance(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc("confused", context =>
        {
            context.ContinueAsNew();
            throw new InvalidOperationException("no");
        }),
        async engine => Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("confused")).RuntimeStatus));

    [Theory, EachHead]
    public Task ContinueAsNew_WithAnActivityOpen_WaitsForIt(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc<int, int>("echo", (_, x) => x);
            tasks.AddOrchestratorFunc<int, int>("hasty", async (context, round) =>
            {
                if (round == 5)
                    return await context.CallActivityAsync<int>("echo", 500);
                _ = context.CallActivityAsync<int>("echo", round);
                context.ContinueAsNew(round + 1);
                return 0;
            });
        },
        async engine => Assert.Equal(500, await engine.Result<int>("hasty", 0)));

    [Theory, EachHead]
    public Task CustomStatus_OverContinueAsNew_IsCarriedOver(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<int, int>("status", async (context, round) =>
        {
            if (round == 0)
            {
                context.SetCustomStatus("from the first");
                context.ContinueAsNew(1);
                return 0;
            }

            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            await context.WaitForExternalEvent<object>("end");
            return 1;
        }),
        async engine =>
        {
            var id = await engine.Start("status", 0);
            await engine.Until(async () => (await engine.Get(id)).SerializedInput == "1");
            await engine.Pause(20);
            Assert.Equal("\"from the first\"", (await engine.Get(id)).SerializedCustomStatus);
            await engine.Restart();
            await engine.Client.RaiseEventAsync(id, "end");
            Assert.Equal("\"from the first\"", (await engine.End(id)).SerializedCustomStatus);
        });

    static Action<DurableTaskRegistry> Accumulator(bool preserve) => tasks =>
        tasks.AddOrchestratorFunc<List<int>, List<int>>("sum", async (context, soFar) =>
        {
            soFar.Add(await context.WaitForExternalEvent<int>("add"));
            if (soFar.Count < 10)
                context.ContinueAsNew(soFar, preserve);
            return soFar;
        });
}
