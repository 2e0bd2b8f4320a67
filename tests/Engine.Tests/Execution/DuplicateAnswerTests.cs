using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Execution;

public class DuplicateAnswerTests
{
    static readonly DateTime Begun = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // An activity that ran twice around a crash answers twice; so may a timer that was due and a timer that was recovered.
    [Fact]
    public void Answer_ThatComesTwice_CountsOnceAlsoOnReplay()
    {
        var code = Execution();
        var history = new List<HistoryEvent> { code.Start };
        history.AddRange(code.RunTurn(Begun, []).Events);
        history.AddRange(code.RunTurn(Begun.AddSeconds(1), [new TaskCompleted(Begun, 0, "5"), new TaskCompleted(Begun, 0, "6")]).Events);
        var last = code.RunTurn(Begun.AddSeconds(2), [new TaskFailed(Begun, 0, Failure()), new TaskCompleted(Begun, 1, "7")]);
        Assert.Equal("12", last.Completed!.Result);

        var replayed = Execution();
        replayed.Replay(history);
        Assert.False(replayed.IsFaulted);
        Assert.Equal("12", replayed.RunTurn(Begun.AddSeconds(2), [new TaskCompleted(Begun, 1, "7")]).Completed!.Result);
    }

    [Fact]
    public void Answer_ToSomethingNeverAskedFor_IsIgnored()
    {
        var code = Execution();
        code.RunTurn(Begun, []);
        var turn = code.RunTurn(Begun, [new TimerFired(Begun, 77, Begun), new SubOrchestrationCompleted(Begun, 12, "1")]);
        Assert.Null(turn.Completed);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, End(code));
    }

    [Fact]
    public void Turn_WithTheClockSetBack_NeverSeesTimeRunBackwards()
    {
        var code = Execution();
        code.RunTurn(Begun, []);
        var turn = code.RunTurn(Begun.AddHours(-1), [new TaskCompleted(Begun, 0, "1")]);
        Assert.Equal(Begun, turn.Events[0].Timestamp);
    }

    static OrchestrationRuntimeStatus End(OrchestratorExecution code)
    {
        code.RunTurn(Begun, [new TaskCompleted(Begun, 0, "1")]);
        return code.RunTurn(Begun, [new TaskCompleted(Begun, 1, "1")]).Completed!.Status;
    }

    static TaskFailureDetails Failure() => new("System.Exception", "late", null, null, null);

    static OrchestratorExecution Execution()
    {
        var code = new FuncTaskOrchestrator();
        var start = new ExecutionStarted(Begun, "sum", "e1", null, "", null, null);
        return new OrchestratorExecution(start, "i1", () => code, null, JsonDataConverter.Default, new CapturedLog(), () => { });
    }

    sealed class FuncTaskOrchestrator : TaskOrchestrator<object, int>
    {
        public override async Task<int> RunAsync(TaskOrchestrationContext context, object input) =>
            await context.CallActivityAsync<int>("a") + await context.CallActivityAsync<int>("b");
    }
}
