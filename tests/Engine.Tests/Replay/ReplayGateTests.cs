using System.Globalization;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.Engine.Replay;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Replay;

/// <summary>Histories made by one version of some code, replayed against another.</summary>
public class ReplayGateTests
{
    static readonly ServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    [Fact]
    public void Check_TheSameCode_IsFineForEveryKindOfAction()
    {
        var history = Record(Rich, until: OrchestrationRuntimeStatus.Completed);

        Assert.Equal(ReplayVerdict.Fine, Check(history, Rich).Verdict);
        Assert.Equal(ReplayVerdict.Fine, Check(HistoryFile.Read(HistoryFile.Write(history), "a file"), Rich).Verdict);
    }

    [Fact]
    public void Check_AFinishedInstance_RunsNoActivityAndNoOtherEffect()
    {
        var history = Record(Rich, until: OrchestrationRuntimeStatus.Completed);
        var called = 0;

        var finding = new ReplayGate(Table(Rich, () => called++), NoServices).Check(history);

        Assert.Equal((ReplayVerdict.Fine, 0), (finding.Verdict, called));
    }

    [Fact]
    public void Check_AnotherActivity_SaysBothSidesAndTheSequenceId()
    {
        var history = Record(c => c.CallActivityAsync<string>("Echo", "a"));

        var finding = Check(history, c => c.CallActivityAsync<string>("Shout", "a"));

        Assert.Equal(ReplayVerdict.NonDeterministic, finding.Verdict);
        Assert.Equal((0, "activity 'Echo'", "activity 'Shout'"), (finding.SequenceId, finding.Recorded, finding.Replayed));
        Assert.Equal("ORC-REPLAY-002", finding.Code);
        Assert.NotEmpty(finding.Remedy);
    }

    [Fact]
    public void Check_AStepLess_IsNonDeterministic()
    {
        var history = Record(Two);

        var finding = Check(history, c => c.CallActivityAsync<string>("Echo", "a"));

        Assert.Equal(ReplayVerdict.NonDeterministic, finding.Verdict);
        Assert.Equal((1, "activity 'Echo'", "nothing"), (finding.SequenceId, finding.Recorded, finding.Replayed));
    }

    [Fact]
    public void Check_AStepMoreAfterTheEnd_IsExtraActions()
    {
        var history = Record(c => c.CallActivityAsync<string>("Echo", "a"));

        var finding = Check(history, Two);

        Assert.Equal(ReplayVerdict.ExtraActions, finding.Verdict);
        Assert.Equal((1, "nothing", "activity 'Echo'"), (finding.SequenceId, finding.Recorded, finding.Replayed));
    }

    [Fact]
    public void Check_NoSuchOrchestrator_IsCodeGone()
    {
        var history = Record(Two);
        var empty = TaskTable.From(new DurableTaskRegistry());

        var finding = new ReplayGate(empty, NoServices).Check(history);

        Assert.Equal((ReplayVerdict.CodeGone, "ORC-REPLAY-003"), (finding.Verdict, finding.Code));
    }

    [Fact]
    public void Check_AnotherOutput_IsADifferentEnd()
    {
        var history = Record(c => c.CallActivityAsync<string>("Echo", "a"));

        var finding = Check(history, async c => await c.CallActivityAsync<string>("Echo", "a") + "!");

        Assert.Equal(ReplayVerdict.DifferentEnd, finding.Verdict);
        Assert.Equal(("Completed with \"a\"", "Completed with \"a!\""), (finding.Recorded, finding.Replayed));
    }

    [Fact]
    public void Check_ARunningInstance_IsFineAndAnEarlyEndIsNot()
    {
        var history = Record(WaitsForEvent, until: OrchestrationRuntimeStatus.Running);

        Assert.Equal(ReplayVerdict.Fine, Check(history, WaitsForEvent).Verdict);
        var finding = Check(history, c => c.CallActivityAsync<string>("Echo", "a"));
        Assert.Equal((ReplayVerdict.DifferentEnd, "still waits"), (finding.Verdict, finding.Recorded));
    }

    [Fact]
    public void Check_ARunningInstanceWithAStepMore_IsNonDeterministic()
    {
        var history = Record(WaitsForEvent, until: OrchestrationRuntimeStatus.Running);

        var finding = Check(history, async c =>
        {
            await c.CallActivityAsync<string>("Echo", "a");
            await c.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return await c.WaitForExternalEvent<string>("Go");
        });

        Assert.Equal((ReplayVerdict.NonDeterministic, "nothing", "a timer"), (finding.Verdict, finding.Recorded, finding.Replayed));
    }

    [Fact]
    public void Check_AFailedInstance_ComparesTheFailure()
    {
        Func<TaskOrchestrationContext, Task<string>> fails = async c =>
        {
            await c.CallActivityAsync<string>("Echo", "a");
            throw new InvalidOperationException("no");
        };
        var history = Record(fails, until: OrchestrationRuntimeStatus.Failed);

        Assert.Equal(ReplayVerdict.Fine, Check(history, fails).Verdict);
        Assert.Equal(ReplayVerdict.DifferentEnd, Check(history, c => c.CallActivityAsync<string>("Echo", "a")).Verdict);
    }

    [Fact]
    public void Check_ATerminatedInstance_IsFine()
    {
        var history = Record(WaitsForEvent, until: OrchestrationRuntimeStatus.Terminated);

        Assert.Equal(ReplayVerdict.Fine, Check(history, WaitsForEvent).Verdict);
    }

    [Fact]
    public void Check_AnInstanceThatTheEngineFailed_JudgesOnlyWhatItsCodeDid()
    {
        Func<TaskOrchestrationContext, Task<string>> illegal = async c =>
        {
            await c.CallActivityAsync<string>("Echo", "a");
            await new TaskCompletionSource().Task;
            return "never";
        };
        var history = Record(illegal, until: OrchestrationRuntimeStatus.Failed);

        Assert.Equal(ReplayVerdict.Fine, Check(history, Two).Verdict);
        Assert.Equal(ReplayVerdict.NonDeterministic, Check(history, c => c.CallActivityAsync<string>("Shout", "a")).Verdict);
    }

    [Fact]
    public void Check_CodeThatWaitsForWhatIsNotDurable_IsFound()
    {
        var history = Record(WaitsForEvent, until: OrchestrationRuntimeStatus.Running);

        var finding = Check(history, async c =>
        {
            await c.CallActivityAsync<string>("Echo", "a");
            await new TaskCompletionSource().Task;
            return "never";
        });

        Assert.Equal(ReplayVerdict.DifferentEnd, finding.Verdict);
        Assert.Contains("ORC-ENGINE-004", finding.Replayed, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_AnotherOrderOfProperties_IsTheSameOutput()
    {
        var history = Record(c => c.CallActivityAsync<string>("Echo", "a"));
        var events = history.Events.Select(e => e is Orchestrations.Engine.History.ExecutionCompleted end
            ? end with { Result = "  \"\\u0061\"" }
            : e);

        Assert.Equal(ReplayVerdict.Fine, Check(history with { Events = [.. events] }, c => c.CallActivityAsync<string>("Echo", "a")).Verdict);
    }

    internal static async Task<string> Two(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<string>("Echo", "a");
        return await context.CallActivityAsync<string>("Echo", "b");
    }

    static async Task<string> WaitsForEvent(TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<string>("Echo", "a");
        return await context.WaitForExternalEvent<string>("Go");
    }

    static async Task<string> Rich(TaskOrchestrationContext context)
    {
        var first = await context.CallActivityAsync<string>("Echo", context.NewGuid().ToString());
        using var cancel = new CancellationTokenSource();
        var late = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
        await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
        cancel.Cancel();
        var child = await context.CallSubOrchestratorAsync<string>("Child", "c");
        context.SendEvent("nobody", "Hello", "x");
        context.SetCustomStatus("late");
        var failed = "";
        try
        {
            await context.CallActivityAsync<string>("Fail", "f", TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(3))));
        }
        catch (TaskFailedException failure)
        {
            failed = failure.FailureDetails.ErrorMessage;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{first} {child} {failed} {late.IsCanceled} {context.CurrentUtcDateTime:O}");
    }

    internal static TaskTable Table(Func<TaskOrchestrationContext, Task<string>> code, Action? onActivity = null)
    {
        var registry = new DurableTaskRegistry();
        registry.AddOrchestratorFunc("Code", code);
        registry.AddOrchestratorFunc<string, string>("Child", (context, input) => context.CallActivityAsync<string>("Echo", input));
        registry.AddActivityFunc<string, string>("Echo", (_, text) =>
        {
            onActivity?.Invoke();
            return text;
        });
        registry.AddActivityFunc<string>("Fail", string (_) => throw new InvalidOperationException("always"));
        return TaskTable.From(registry);
    }

    static ReplayFinding Check(StoredHistory history, Func<TaskOrchestrationContext, Task<string>> code) =>
        new ReplayGate(Table(code), NoServices).Check(history);

    /// <summary>Really runs the code, in virtual time, to where it is to stand.</summary>
    static StoredHistory Record(
        Func<TaskOrchestrationContext, Task<string>> code, OrchestrationRuntimeStatus until = OrchestrationRuntimeStatus.Completed)
    {
        var time = new VirtualTime(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var engine = DurableEngine.InVirtualTime(
            time, new EngineParts(Table(code), NoServices, time, NullLoggerFactory.Instance, new EngineOptions()));
        engine.Start();
        StoredHistory? stored = null;
        var run = time.Start(async () =>
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions("i1"));
            await Task.Delay(TimeSpan.FromHours(1), time);
            if (until == OrchestrationRuntimeStatus.Terminated)
            {
                await engine.Client.TerminateInstanceAsync("i1", "enough");
                await engine.Client.WaitForInstanceCompletionAsync("i1");
            }

            var found = (await engine.Client.GetInstanceAsync("i1", CancellationToken.None))!;
            Assert.Equal(until, found.RuntimeStatus);
            stored = StoredHistory.Of("i1", found.RuntimeStatus, (await engine.ReadHistoryAsync("i1", CancellationToken.None))!);
        });
        time.RunUntil(run);
        run.GetAwaiter().GetResult();
        return stored!;
    }
}
