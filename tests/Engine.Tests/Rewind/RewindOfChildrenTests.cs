using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Rewind;

/// <summary>Failed sub-orchestrations are rewound with their parent, and answer to it again.</summary>
public class RewindOfChildrenTests
{
    [Theory, EachHead]
    public Task Rewind_OfAFailureThreeLevelsDown_RunsOnlyTheStepThatFailed(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b");
        return EngineUnderTest.On(head, tasks => Nest(tasks, runs), async engine =>
        {
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("top", id: "t")).RuntimeStatus);
            runs.Mend("b");
            await engine.Restart();
            await engine.Client.RewindInstanceAsync("t", "mended");
            Assert.Equal("x a b c y", EngineUnderTest.Output<string>(await engine.End("t")));
            Assert.Equal("x1 a1 b2 c1 y1", runs.Of("x", "a", "b", "c", "y"));
            foreach (var id in new[] { "t", "t-m", "t-m-s" })
            {
                Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Get(id)).RuntimeStatus);
                Assert.Single((await engine.History(id)).OfType<ExecutionRewound>());
            }

            Assert.Single((await engine.History("t")).OfType<SubOrchestrationCreated>());
        });
    }

    [Theory, EachHead]
    public Task Rewind_OfTheTop_TwiceInARow_ComesToTheEnd(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b", "c", "y");
        return EngineUnderTest.On(head, tasks => Nest(tasks, runs), async engine =>
        {
            await engine.Run("top", id: "t");
            foreach (var step in new[] { "b", "c", "y" })
            {
                runs.Mend(step);
                await engine.Client.RewindInstanceAsync("t", step);
                await engine.End("t");
            }

            Assert.Equal("x a b c y", EngineUnderTest.Output<string>(await engine.Get("t")));
            Assert.Equal("x1 a1 b2 c2 y2", runs.Of("x", "a", "b", "c", "y"));
        });
    }

    [Theory, EachHead]
    public Task Rewind_OfAFanOutOfChildren_LeavesThoseThatCompleted(Head head)
    {
        var runs = new RunCounts();
        runs.Break("1", "2");
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc<string, string>("step", (_, step) => runs.Run(step));
                tasks.AddOrchestratorFunc<string, string>("child", async (context, step) =>
                    await context.CallActivityAsync<string>("step", $"before {step}") + await context.CallActivityAsync<string>("step", step));
                tasks.AddOrchestratorFunc("fan", async context => string.Join(
                    '|',
                    await Task.WhenAll(Enumerable.Range(0, 4).Select(i => context.CallSubOrchestratorAsync<string>("child", $"{i}")))));
            },
            async engine =>
            {
                Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("fan", id: "f")).RuntimeStatus);
                runs.Mend("1", "2");
                await engine.Client.RewindInstanceAsync("f", "");
                Assert.Equal("before 00|before 11|before 22|before 33", EngineUnderTest.Output<string>(await engine.End("f")));
                Assert.Equal("01 12 22 31", runs.Of("0", "1", "2", "3"));
                Assert.Equal("before 01 before 11 before 21 before 31", runs.Of("before 0", "before 1", "before 2", "before 3"));
            });
    }

    // The parent fails at once, while the other child still runs: what it answers later must not be lost.
    [Theory]
    [InlineData(Head.File, true)]
    [InlineData(Head.File, false)]
    [InlineData(Head.Virtual, true)]
    [InlineData(Head.Virtual, false)]
    public Task Rewind_WhileAnotherChildRuns_TakesItsAnswer(Head head, bool answersBefore)
    {
        var breaksTheRules = true;
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddOrchestratorFunc("slow", async context => await context.WaitForExternalEvent<string>("go"));
                tasks.AddOrchestratorFunc("parent", async context =>
                {
                    var slow = context.CallSubOrchestratorAsync<string>("slow", options: new SubOrchestrationOptions(instanceId: "slow"));
                    await context.CreateTimer(TimeSpan.FromMilliseconds(20), CancellationToken.None);
                    if (Volatile.Read(ref breaksTheRules))
                        await Task.Run(() => Task.Delay(TimeSpan.FromMilliseconds(20), TestClock.Wall));
                    return await slow;
                });
            },
            async engine =>
            {
                Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("parent", id: "p")).RuntimeStatus);
                Volatile.Write(ref breaksTheRules, false);
                if (answersBefore)
                    await Answer();
                await engine.Client.RewindInstanceAsync("p", "");
                if (!answersBefore)
                    await Answer();
                Assert.Equal("gone", EngineUnderTest.Output<string>(await engine.End("p")));

                async Task Answer()
                {
                    await engine.Client.RaiseEventAsync("slow", "go", "gone");
                    await engine.End("slow");
                }
            });
    }

    [Theory, EachHead]
    public Task Rewind_WhoseFailedChildWasPurged_StartsItAnew(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b");
        return EngineUnderTest.On(head, tasks => Nest(tasks, runs), async engine =>
        {
            await engine.Run("top", id: "t");
            await engine.Client.PurgeInstanceAsync("t-m", new PurgeInstanceOptions(Recursive: true));
            runs.Mend("b");
            await engine.Client.RewindInstanceAsync("t", "");
            Assert.Equal("x a b c y", EngineUnderTest.Output<string>(await engine.End("t")));
            Assert.Equal("x1 a2 b2 c1 y1", runs.Of("x", "a", "b", "c", "y"));
        });
    }

    static void Nest(DurableTaskRegistry tasks, RunCounts runs)
    {
        RewindTests.Sequence(tasks, runs);
        tasks.AddOrchestratorFunc("middle", async context => await context.CallSubOrchestratorAsync<string>(
            "sequence", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-s")));
        tasks.AddOrchestratorFunc("top", async context => string.Join(
            ' ',
            await context.CallActivityAsync<string>("step", "x"),
            await context.CallSubOrchestratorAsync<string>("middle", options: new SubOrchestrationOptions(instanceId: context.InstanceId + "-m")),
            await context.CallActivityAsync<string>("step", "y")));
    }
}
