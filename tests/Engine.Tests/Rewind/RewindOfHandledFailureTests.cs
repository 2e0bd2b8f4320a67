using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Rewind;

/// <summary>Failures that the code went on from stay as they are: what it did next would not match the history otherwise.</summary>
public class RewindOfHandledFailureTests
{
    [Theory, EachHead]
    public Task Rewind_AfterAFallback_KeepsTheFallback(Head head)
    {
        var runs = new RunCounts();
        runs.Break("a", "c");
        return On(
            head,
            runs,
            async context =>
            {
                string first;
                try
                {
                    first = await context.CallActivityAsync<string>("step", "a");
                }
                catch (TaskFailedException)
                {
                    first = await context.CallActivityAsync<string>("step", "b");
                }

                return first + await context.CallActivityAsync<string>("step", "d") + await context.CallActivityAsync<string>("step", "c");
            },
            async engine =>
            {
                runs.Mend("a", "c");
                await engine.Client.RewindInstanceAsync("i", "");
                Assert.Equal("bdc", EngineUnderTest.Output<string>(await engine.End("i")));
                Assert.Equal("a1 b1 d1 c2", runs.Of("a", "b", "d", "c"));
            });
    }

    [Theory, EachHead]
    public Task Rewind_AfterRetriesThatRanOut_MakesTheLastAttemptAgain(Head head)
    {
        var runs = new RunCounts();
        runs.Break("a");
        return On(
            head,
            runs,
            async context =>
            {
                var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(5)));
                return await context.CallActivityAsync<string>("step", "b") + await context.CallActivityAsync<string>("step", "a", retry);
            },
            async engine =>
            {
                Assert.Equal(3, runs["a"]);
                runs.Mend("a");
                await engine.Restart();
                await engine.Client.RewindInstanceAsync("i", "");
                Assert.Equal("ba", EngineUnderTest.Output<string>(await engine.End("i")));
                Assert.Equal("b1 a4", runs.Of("b", "a"));
                Assert.Equal(2, (await engine.History("i")).OfType<TaskFailed>().Count());
            });
    }

    [Theory, EachHead]
    public Task Rewind_AfterCleaningUpAndThrowingAgain_TakesTheCleaningOutToo(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b");
        return On(
            head,
            runs,
            async context =>
            {
                var first = await context.CallActivityAsync<string>("step", "a");
                try
                {
                    return first + await context.CallActivityAsync<string>("step", "b");
                }
                catch (TaskFailedException)
                {
                    await context.CallActivityAsync<string>("step", "clean");
                    throw;
                }
            },
            async engine =>
            {
                await engine.Client.RewindInstanceAsync("i", "still broken");
                Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.End("i")).RuntimeStatus);
                Assert.Equal("a1 b2 clean2", runs.Of("a", "b", "clean"));
                runs.Mend("b");
                await engine.Client.RewindInstanceAsync("i", "mended");
                Assert.Equal("ab", EngineUnderTest.Output<string>(await engine.End("i")));
                Assert.Equal("a1 b3 clean2", runs.Of("a", "b", "clean"));
                await engine.Restart();
                Assert.Equal("ab", EngineUnderTest.Output<string>(await engine.Get("i")));
            });
    }

    static Task On(
        Head head, RunCounts runs, Func<TaskOrchestrationContext, Task<string>> code, Func<EngineUnderTest, Task> test) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc<string, string>("step", (_, step) => runs.Run(step));
            tasks.AddOrchestratorFunc("code", code);
        },
        async engine =>
        {
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("code", id: "i")).RuntimeStatus);
            await test(engine);
        });
}
