using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Replay;

namespace Orchestrations.Engine.Tests.Rewind;

/// <summary>A failed instance goes on from where it failed; what ended well does not run again.</summary>
public class RewindTests
{
    [Theory, EachHead]
    public Task Rewind_OfAFailedStep_RunsOnlyThatStepAgain(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b");
        return EngineUnderTest.On(head, tasks => Sequence(tasks, runs), async engine =>
        {
            var before = await engine.Run("sequence", id: "s");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, before.RuntimeStatus);
            var execution = ((ExecutionStarted)(await engine.History("s"))[0]).ExecutionId;

            runs.Mend("b");
            await engine.Client.RewindInstanceAsync("s", "mended");
            var ended = await engine.End("s");

            Assert.Equal("a b c", EngineUnderTest.Output<string>(ended));
            Assert.Null(ended.FailureDetails);
            Assert.Equal("a1 b2 c1", runs.Of("a", "b", "c"));
            var history = await engine.History("s");
            Assert.NotEqual(execution, ((ExecutionStarted)history[0]).ExecutionId);
            Assert.Equal("mended", Assert.Single(history.OfType<ExecutionRewound>()).Reason);
            Assert.Empty(history.OfType<TaskFailed>());
            Assert.Single(history.OfType<ExecutionCompleted>());
            Assert.Equal(3, history.OfType<TaskScheduled>().Count());
        });
    }

    [Theory, EachHead]
    public Task Rewind_OfAFanOut_RunsTheTwoOfFiveThatFailed(Head head)
    {
        var runs = new RunCounts();
        runs.Break("1", "3");
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc<string, string>("step", (_, step) => runs.Run(step));
                tasks.AddOrchestratorFunc("fan", async context => string.Concat(
                    await Task.WhenAll(Enumerable.Range(0, 5).Select(i => context.CallActivityAsync<string>("step", $"{i}")))));
            },
            async engine =>
            {
                Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("fan", id: "f")).RuntimeStatus);
                runs.Mend("1", "3");
                await engine.Client.RewindInstanceAsync("f", "");
                Assert.Equal("01234", EngineUnderTest.Output<string>(await engine.End("f")));
                Assert.Equal("01 12 21 32 41", runs.Of("0", "1", "2", "3", "4"));
            });
    }

    [Theory, EachHead]
    public Task Rewind_AfterARestart_AndARestartAfterIt_LoseNothing(Head head)
    {
        var runs = new RunCounts();
        runs.Break("c");
        return EngineUnderTest.On(head, tasks => Sequence(tasks, runs), async engine =>
        {
            await engine.Run("sequence", id: "s");
            await engine.Restart();
            runs.Mend("c");
            await engine.Client.RewindInstanceAsync("s", "");
            await engine.Restart();
            Assert.Equal("a b c", EngineUnderTest.Output<string>(await engine.End("s")));
            Assert.Equal("a1 b1", runs.Of("a", "b"));
            Assert.InRange(runs["c"], 2, 3); // The restart may have cut off its second run.
        });
    }

    [Theory, EachHead]
    public Task Rewind_TwiceInARow_UndoesEachFailure(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b", "c");
        return EngineUnderTest.On(head, tasks => Sequence(tasks, runs), async engine =>
        {
            await engine.Run("sequence", id: "s");
            await engine.Client.RewindInstanceAsync("s", "still broken");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.End("s")).RuntimeStatus);
            Assert.Equal("a1 b2 c0", runs.Of("a", "b", "c"));
            runs.Mend("b");
            await engine.Client.RewindInstanceAsync("s", "b is mended");
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.End("s")).RuntimeStatus);
            Assert.Equal("a1 b3 c1", runs.Of("a", "b", "c"));
            await engine.Restart();
            runs.Mend("c");
            await engine.Client.RewindInstanceAsync("s", "c is mended");
            Assert.Equal("a b c", EngineUnderTest.Output<string>(await engine.End("s")));
            Assert.Equal("a1 b3 c2", runs.Of("a", "b", "c"));
            Assert.Equal(
                ["still broken", "b is mended", "c is mended"],
                (await engine.History("s")).OfType<ExecutionRewound>().Select(rewound => rewound.Reason));
        });
    }

    [Theory, EachHead]
    public Task Rewind_OfCodeThatThrew_RunsTheCodeThatIsThereNow(Head head)
    {
        var runs = new RunCounts();
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                Sequence(tasks, runs);
                tasks.AddOrchestratorFunc<object?, string>("buggy", async (context, _) =>
                    throw new InvalidOperationException(await context.CallActivityAsync<string>("step", "a")));
            },
            async engine =>
            {
                await engine.Run("buggy", id: "x");
                await engine.Restart(tasks =>
                {
                    Sequence(tasks, runs);
                    tasks.AddOrchestratorFunc("buggy", async context =>
                        await context.CallActivityAsync<string>("step", "a") + await context.CallActivityAsync<string>("step", "b"));
                });
                await engine.Client.RewindInstanceAsync("x", "deployed");
                Assert.Equal("ab", EngineUnderTest.Output<string>(await engine.End("x")));
                Assert.Equal("a1 b1", runs.Of("a", "b"));
            });
    }

    // The instance fails for breaking the rules, so the open timer and the open activity do not keep it from ending.
    [Theory, EachHead]
    public Task Rewind_WithATimerAndAnActivityOpen_TakesThemUpAgain(Head head)
    {
        var runs = new RunCounts();
        return EngineUnderTest.On(
            head,
            tasks => Register(tasks, breaksTheRules: true),
            async engine =>
            {
                var failed = await engine.Run("timed", id: "t");
                Assert.Contains("ORC-ENGINE-004", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
                await engine.Restart(tasks => Register(tasks, breaksTheRules: false));
                await engine.Client.RewindInstanceAsync("t", "");
                Assert.Equal("done", EngineUnderTest.Output<string>(await engine.End("t")));
                Assert.Single((await engine.History("t")).OfType<TimerFired>());
            });

        void Register(DurableTaskRegistry tasks, bool breaksTheRules)
        {
            tasks.AddActivityFunc<string, string>("step", (_, step) => runs.Run(step));
            tasks.AddOrchestratorFunc("timed", async context =>
            {
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(400), CancellationToken.None);
                await context.CallActivityAsync<string>("step", "a");
                if (breaksTheRules)
                    await Task.Run(() => Task.Delay(TimeSpan.FromMilliseconds(20), TestClock.Wall));
                await timer;
                return "done";
            });
        }
    }

    [Theory, EachHead]
    public Task Rewind_OfAnInstanceThatHasNotFailed_IsRefused(Head head)
    {
        var runs = new RunCounts();
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                Sequence(tasks, runs);
                tasks.AddOrchestratorFunc("waiting", async context => await context.WaitForExternalEvent<string>("go"));
            },
            async engine =>
            {
                await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RewindInstanceAsync("nobody", ""));
                await engine.Run("sequence", id: "done");
                await Refused("done");
                await engine.Start("waiting", id: "w");
                await Refused("w");
                await engine.Client.TerminateInstanceAsync("w");
                await engine.End("w");
                await Refused("w");

                async Task Refused(string id)
                {
                    var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RewindInstanceAsync(id, ""));
                    Assert.Contains("ORC-ENGINE-011", refused.Message, StringComparison.Ordinal);
                }
            });
    }

    [Theory, EachHead]
    public Task Rewind_ByTwoAtOnce_HappensOnce(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b");
        return EngineUnderTest.On(head, tasks => Sequence(tasks, runs), async engine =>
        {
            await engine.Run("sequence", id: "s");
            runs.Mend("b");
            var rewinds = Enumerable.Range(0, 8).Select(async _ =>
            {
                try
                {
                    await engine.Client.RewindInstanceAsync("s", "");
                    return 1;
                }
                catch (InvalidOperationException)
                {
                    return 0;
                }
            });
            Assert.Equal(1, (await Task.WhenAll(rewinds)).Sum());
            Assert.Equal("a b c", EngineUnderTest.Output<string>(await engine.End("s")));
            Assert.Equal("a1 b2 c1", runs.Of("a", "b", "c"));
        });
    }

    [Theory, EachHead]
    public Task History_OfARewoundInstance_ReplaysAgainstItsCode(Head head)
    {
        var runs = new RunCounts();
        runs.Break("b");
        return EngineUnderTest.On(head, tasks => Sequence(tasks, runs), async engine =>
        {
            var gate = new ReplayGate(EngineUnderTest.Table(tasks => Sequence(tasks, runs)), new ServiceCollection().BuildServiceProvider());
            await engine.Run("sequence", id: "s");
            runs.Mend("b");
            await engine.Client.RewindInstanceAsync("s", "");
            await engine.End("s");
            var finding = gate.Check(StoredHistory.Of("s", OrchestrationRuntimeStatus.Completed, await engine.History("s")));
            Assert.Equal(ReplayVerdict.Fine, finding.Verdict);
        });
    }

    internal static void Sequence(DurableTaskRegistry tasks, RunCounts runs)
    {
        tasks.AddActivityFunc<string, string>("step", (_, step) => runs.Run(step));
        tasks.AddOrchestratorFunc("sequence", async context => string.Join(
            ' ',
            await context.CallActivityAsync<string>("step", "a"),
            await context.CallActivityAsync<string>("step", "b"),
            await context.CallActivityAsync<string>("step", "c")));
    }
}
