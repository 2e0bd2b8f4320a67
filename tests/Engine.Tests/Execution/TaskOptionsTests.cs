using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tests.Execution;

public class TaskOptionsTests
{
    [Theory, EachHead]
    public Task TaskOptions_PassedAsTheInput_AreRefused(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc("a", _ => 1);
            tasks.AddOrchestratorFunc("confused", async context =>
            {
                object options = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)));
                var activity = await Assert.ThrowsAsync<ArgumentException>(() => context.CallActivityAsync<int>("a", options));
                var child = await Assert.ThrowsAsync<ArgumentException>(() => context.CallSubOrchestratorAsync<int>("confused", options));
                return activity.Message == child.Message ? activity.Message : "";
            });
        },
        async engine => Assert.Contains("options: options", await engine.Result<string>("confused"), StringComparison.Ordinal));
}
