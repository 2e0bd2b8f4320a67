using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Versions;

/// <summary>Which instances a host runs, and what becomes of the others.</summary>
public class VersionMatchTests
{
    static readonly Action<DurableTaskRegistry> Tasks = tasks =>
    {
        tasks.AddOrchestratorFunc("version", context => context.Version);
        tasks.AddOrchestratorFunc("parent", async context => await context.CallSubOrchestratorAsync<string>(
            "version", options: new SubOrchestrationOptions { Version = "9", InstanceId = "child" }));
        tasks.AddOrchestratorFunc("stepwise", async context =>
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<string>("go");
            return context.Version;
        });
    };

    [Theory]
    [InlineData(VersionMatchStrategy.None, "3", true)]
    [InlineData(VersionMatchStrategy.Strict, "2.0", true)]
    [InlineData(VersionMatchStrategy.Strict, "1", false)]
    [InlineData(VersionMatchStrategy.Strict, "", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.0", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "1.9", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "", true)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "2.1", false)]
    [InlineData(VersionMatchStrategy.CurrentOrOlder, "10.0", false)]
    public Task Instance_OfAVersion_RunsWhereTheStrategyAllowsIt(VersionMatchStrategy strategy, string version, bool runs) =>
        EngineUnderTest.On(Head.Virtual, Host("2.0", strategy, VersionFailureStrategy.Fail), Tasks, async engine =>
        {
            var ended = await engine.End(await Start(engine, "version", version));
            Assert.Equal(runs ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            if (runs)
                return;
            Assert.Equal("VersionMismatch", ended.FailureDetails!.ErrorType);
            Assert.Contains("ORC-ENGINE-010", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task Instance_OfAnotherVersion_WaitsAndSaysSo_UntilAHostOfThatVersionComes(Head head) =>
        EngineUnderTest.On(head, Host("1", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject), Tasks, async engine =>
        {
            var id = await Start(engine, "stepwise", "2");
            await engine.UntilQuiet();
            await engine.Client.RaiseEventAsync(id, "go", "x");
            await engine.UntilQuiet();

            Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Get(id)).RuntimeStatus);
            Assert.Contains("ORC-ENGINE-010", engine.Engine.WhyKept(id), StringComparison.Ordinal);
            Assert.Equal(1, engine.Engine.Statistics.RejectedVersions);
            Assert.Single(engine.Log.Of("Orchestrations.Engine"), line => line.Contains("ORC-ENGINE-010", StringComparison.Ordinal));

            engine.Options.DefaultVersion = "2";
            await engine.Restart();
            Assert.Equal("2", EngineUnderTest.Output<string>(await engine.End(id)));
            Assert.Null(engine.Engine.WhyKept(id));
        });

    [Theory, EachHead]
    public Task Instance_ThatRan_WaitsWhereAnOlderHostFindsIt(Head head) =>
        EngineUnderTest.On(head, Host("2", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Reject), Tasks, async engine =>
        {
            var id = await engine.Start("stepwise");
            await engine.UntilCustomStatus(id, "waiting");
            engine.Options.DefaultVersion = "1";
            await engine.Restart();
            await engine.Client.RaiseEventAsync(id, "go", "x");
            await engine.UntilQuiet();
            Assert.Equal(OrchestrationRuntimeStatus.Running, (await engine.Get(id)).RuntimeStatus);

            engine.Options.DefaultVersion = "2.0";
            await engine.Restart();
            Assert.Equal("2", EngineUnderTest.Output<string>(await engine.End(id)));
        });

    [Theory, EachHead]
    public Task Terminate_AnInstanceThatWaitsForAnotherHost_EndsIt(Head head) =>
        EngineUnderTest.On(head, Host("1", VersionMatchStrategy.Strict, VersionFailureStrategy.Reject), Tasks, async engine =>
        {
            var id = await Start(engine, "version", "2");
            await engine.UntilQuiet();
            await engine.Client.TerminateInstanceAsync(id, (object?)"enough");
            Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await engine.End(id)).RuntimeStatus);
        });

    [Theory, EachHead]
    public Task Child_OfAVersionThatFailsHere_FailsTheCallOnceAndForAll(Head head) => EngineUnderTest.On(
        head,
        Host("2", VersionMatchStrategy.CurrentOrOlder, VersionFailureStrategy.Fail),
        tasks =>
        {
            Tasks(tasks);
            tasks.AddOrchestratorFunc("retrying", async context =>
            {
                var retry = new TaskOptions(new RetryPolicy(5, TimeSpan.FromSeconds(1))) { Version = "9" };
                var failure = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync<string>("version", retry));
                return $"{failure.TaskId} {failure.FailureDetails.ErrorType}";
            });
        },
        async engine =>
        {
            Assert.Equal("0 VersionMismatch", await engine.Result<string>("retrying"));
            Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.Run("parent")).RuntimeStatus);
        });

    [Theory, EachHead]
    public Task Host_WithoutAVersion_RunsEveryVersion(Head head) => EngineUnderTest.On(
        head,
        Tasks,
        async engine => Assert.Equal("7.1", EngineUnderTest.Output<string>(await engine.End(await Start(engine, "version", "7.1")))));

    static Action<EngineOptions> Host(string version, VersionMatchStrategy match, VersionFailureStrategy failure) => options =>
    {
        options.DefaultVersion = version;
        options.VersionMatchStrategy = match;
        options.VersionFailureStrategy = failure;
    };

    static Task<string> Start(EngineUnderTest engine, string name, string version) => engine.Client.ScheduleNewOrchestrationInstanceAsync(
        name, null, new StartOrchestrationOptions { Version = new TaskVersion(version) });
}
