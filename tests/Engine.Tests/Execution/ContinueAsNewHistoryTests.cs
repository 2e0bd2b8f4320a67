using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tests.Execution;

public class ContinueAsNewHistoryTests
{
    [Theory, EachHead]
    public Task ContinueAsNew_ManyTimes_KeepsTheIdAndReplacesExecutionInputAndHistory(Head head)
    {
        var executions = new HashSet<string>();
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("work", _ => 1);
                tasks.AddOrchestratorFunc<int, int>("count", async (context, left) =>
                {
                    await context.CallActivityAsync("work");
                    if (left > 0)
                    {
                        context.ContinueAsNew(left - 1);
                        return -1;
                    }

                    await context.WaitForExternalEvent<object>("end");
                    return left;
                });
            },
            async engine =>
            {
                var id = await engine.Start("count", 50);
                var created = (await engine.Get(id)).CreatedAt;
                await engine.Until(async () =>
                {
                    var history = await engine.History(id);
                    executions.Add(history.OfType<ExecutionStarted>().Single().ExecutionId);
                    return (await engine.Get(id)).SerializedInput == "0" && history.OfType<TaskCompleted>().Any();
                });
                var last = await engine.History(id);
                Assert.Equal("0", Assert.IsType<ExecutionStarted>(last[0]).Input);
                Assert.Single(last.OfType<TaskScheduled>());
                await engine.Client.RaiseEventAsync(id, "end");
                var ended = await engine.End(id);
                Assert.Equal(0, EngineUnderTest.Output<int>(ended));
                Assert.Equal(created, ended.CreatedAt);
                Assert.DoesNotContain("", executions);
            });
    }
}
