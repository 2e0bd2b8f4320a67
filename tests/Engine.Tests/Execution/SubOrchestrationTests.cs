using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class SubOrchestrationTests
{
    [Theory, EachHead]
    public Task Child_WithoutAnId_GetsTheParentsNextReplaySafeGuid(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("child", context => context.InstanceId);
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                var expected = NewGuidTests.IdOf(context.InstanceId, context.CurrentUtcDateTime, 0).ToString("N");
                return (expected, await context.CallSubOrchestratorAsync<string>("child"));
            });
        },
        async engine =>
        {
            var (expected, actual) = await engine.Result<(string, string)>("parent");
            Assert.Equal(expected, actual);
        });

    [Theory, EachHead]
    public Task Child_WithAnIdAndInput_RunsUnderThemAndKnowsItsParent(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc<int, string>("child", (context, input) =>
                $"{context.InstanceId} {input} {context.Parent!.Name.Name} {context.Parent.InstanceId}");
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                Assert.Null(context.Parent);
                return await context.CallSubOrchestratorAsync<string>("child", 5, new SubOrchestrationOptions(instanceId: "kid"));
            });
        },
        async engine => Assert.Equal("kid 5 parent p1", await engine.Result<string>("parent", id: "p1")));

    [Theory, EachHead]
    public Task Child_UnderTheIdOfAnEndedInstance_TakesItOver(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("echo", (_, x) => x);
            tasks.AddOrchestratorFunc("parent", async context =>
                await context.CallSubOrchestratorAsync<int>("echo", 2, new SubOrchestrationOptions(instanceId: "again")));
        },
        async engine =>
        {
            Assert.Equal(1, await engine.Result<int>("echo", 1, "again"));
            Assert.Equal(2, await engine.Result<int>("parent"));
            Assert.Equal(2, EngineUnderTest.Output<int>(await engine.Get("again")));
        });

    [Theory, EachHead]
    public Task Failure_ThreeLevelsDeep_ReachesTheTopWithEveryInnerFailure(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("leaf", _ => throw new InvalidOperationException("outer", new FormatException("root cause")));
            tasks.AddOrchestratorFunc("bottom", async context => await context.CallActivityAsync("leaf"));
            tasks.AddOrchestratorFunc("middle", async context => await context.CallSubOrchestratorAsync("bottom"));
            tasks.AddOrchestratorFunc("top", async context => await context.CallSubOrchestratorAsync("middle"));
        },
        async engine =>
        {
            var failure = (await engine.Run("top")).FailureDetails!;
            var chain = new List<string>();
            for (TaskFailureDetails? at = failure; at is not null; at = at.InnerFailure)
                chain.Add(at.ErrorType);
            var failed = typeof(TaskFailedException).FullName!;
            Assert.Equal([failed, failed, failed, typeof(InvalidOperationException).FullName!, typeof(FormatException).FullName!], chain);
            Assert.Contains("'middle'", failure.ErrorMessage, StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task Failure_OfAnActivity_CarriesNameTaskIdAndDetails(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("ok", _ => 1);
            tasks.AddActivityFunc("bad", _ => throw new TimeoutException("slow"));
            tasks.AddOrchestratorFunc("top", async context =>
            {
                await context.CallActivityAsync("ok");
                var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("bad"));
                Assert.True(failed.FailureDetails.IsCausedBy<TimeoutException>());
                Assert.True(failed.FailureDetails.IsCausedBy<SystemException>());
                Assert.False(failed.FailureDetails.IsCausedBy<FormatException>());
                return $"{failed.TaskName} {failed.TaskId} {failed.FailureDetails.ErrorMessage}";
            });
        },
        async engine => Assert.Equal("bad 1 slow", await engine.Result<string>("top")));

    // Every level nests its failure inside the parent's: deeper than a JSON reader goes by default.
    [Theory, EachHead]
    public Task Failure_OfAVeryDeepFamily_IsStoredAndReadBack(Head head) => EngineUnderTest.On(
        head,
        tasks => tasks.AddOrchestratorFunc<int, int>("down", async (context, left) =>
            left == 0 ? throw new FormatException("bottom") : await context.CallSubOrchestratorAsync<int>("down", left - 1)),
        async engine =>
        {
            await engine.Run("down", 90, "deep");
            await engine.Restart();
            var failure = (await engine.Get("deep")).FailureDetails!;
            while (failure.InnerFailure is { } inner)
                failure = inner;
            Assert.Equal("bottom", failure.ErrorMessage);
        });

    [Theory, EachHead]
    public Task Child_ThatContinuesAsNew_AnswersWithItsLastResult(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc<int, int>("count", (context, left) =>
            {
                if (left > 0)
                    context.ContinueAsNew(left - 1);
                return left == 0 ? 77 : -1;
            });
            tasks.AddOrchestratorFunc("parent", async context => await context.CallSubOrchestratorAsync<int>("count", 3));
        },
        async engine => Assert.Equal(77, await engine.Result<int>("parent")));

    [Theory, EachHead]
    public Task Version_OfAChild_IsItsOwnAndNotTheParents(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("child", context => context.Version);
            tasks.AddOrchestratorFunc("parent", async context => new[]
            {
                await context.CallSubOrchestratorAsync<string>("child"),
                await context.CallSubOrchestratorAsync<string>("child", options: new SubOrchestrationOptions { Version = "9" }),
            });
        },
        async engine =>
        {
            var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("parent", null, new StartOrchestrationOptions { Version = "3.1" });
            Assert.Equal(["", "9"], EngineUnderTest.Output<string[]>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task Children_InAFanOut_AreStartedOnceEach(Head head)
    {
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddOrchestratorFunc<int, int>("square", (_, x) => x * x);
                tasks.AddOrchestratorFunc("parent", async context =>
                    (await Task.WhenAll(Enumerable.Range(0, 50).Select(x => context.CallSubOrchestratorAsync<int>("square", x)))).Sum());
            },
            async engine =>
            {
                var ended = await engine.Run("parent");
                Assert.Equal(Enumerable.Range(0, 50).Sum(x => x * x), EngineUnderTest.Output<int>(ended));
                Assert.Equal(51, (await engine.Client.GetAllInstancesAsync(new OrchestrationQuery()).ToListAsync()).Count);
            });
    }
}
