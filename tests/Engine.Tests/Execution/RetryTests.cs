using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Orchestrations.Engine.Tests.Execution;

public class RetryTests
{
    [Fact]
    public Task Policy_WithBackOff_WaitsFirstTimesCoefficientUpToTheLongest() => EngineUnderTest.On(
        Head.Virtual,
        Failing(times: 99),
        async engine =>
        {
            var ended = await engine.Run("retry", new Settings(5, First: 10, Coefficient: 2, Longest: 30));
            Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
            Assert.Equal([10, 20, 30, 30], await Pauses(engine, ended.InstanceId));
            Assert.Equal("attempt 5", ended.FailureDetails!.InnerFailure!.ErrorMessage);
        });

    [Fact]
    public Task Policy_WithoutALongestInterval_CapsAtOneHour() => EngineUnderTest.On(
        Head.Virtual,
        Failing(times: 3),
        async engine =>
        {
            var ended = await engine.Run("retry", new Settings(9, First: 1800, Coefficient: 3));
            Assert.Equal(4, EngineUnderTest.Output<int>(ended));
            Assert.Equal([1800, 3600, 3600], await Pauses(engine, ended.InstanceId));
        });

    [Theory, EachHead]
    public Task Policy_WhenAnAttemptSucceeds_StopsThere(Head head) => EngineUnderTest.On(
        head,
        Failing(times: 2),
        async engine => Assert.Equal(3, await engine.Result<int>("retry", new Settings(10, First: 0.001))));

    [Theory, EachHead]
    public Task Policy_OfOneAttempt_NeverRetries(Head head) => EngineUnderTest.On(
        head,
        Failing(times: 99),
        async engine =>
        {
            var ended = await engine.Run("retry", new Settings(1, First: 1));
            Assert.Equal("attempt 1", ended.FailureDetails!.InnerFailure!.ErrorMessage);
        });

    [Fact]
    public Task Policy_WithARetryTimeout_StopsAtTheFirstFailureAfterIt() => EngineUnderTest.On(
        Head.Virtual,
        Failing(times: 99),
        async engine =>
        {
            var ended = await engine.Run("retry", new Settings(100, First: 10, Timeout: 35));
            Assert.Equal([10, 10, 10, 10], await Pauses(engine, ended.InstanceId));
        });

    [Fact]
    public Task Policy_ThatHandlesSomeFailures_DoesNotRetryTheOthers()
    {
        var attempts = 0;
        return EngineUnderTest.On(
            Head.Virtual,
            tasks =>
            {
                tasks.AddActivityFunc("picky", _ => ++attempts < 3 ? throw new TimeoutException("again") : throw new FormatException("never"));
                tasks.AddOrchestratorFunc("retry", async context =>
                {
                    var policy = new RetryPolicy(10, TimeSpan.FromSeconds(1)) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
                    await context.CallActivityAsync("picky", options: TaskOptions.FromRetryPolicy(policy));
                });
            },
            async engine =>
            {
                var ended = await engine.Run("retry");
                Assert.Equal("never", ended.FailureDetails!.InnerFailure!.ErrorMessage);
                Assert.Equal(3, attempts);
            });
    }

    [Fact]
    public Task Handler_AfterEachFailure_SeesTheAttemptTheFailureAndTheTime()
    {
        var seen = new List<string>();
        return EngineUnderTest.On(
            Head.Virtual,
            tasks =>
            {
                var runs = 0;
                tasks.AddActivityFunc("flaky", _ => ++runs < 4 ? throw new TimeoutException($"run {runs}") : runs);
                tasks.AddOrchestratorFunc("retry", async context => await context.CallActivityAsync<int>(
                    "flaky",
                    options: TaskOptions.FromRetryHandler(async retry =>
                    {
                        if (!retry.OrchestrationContext.IsReplaying)
                            seen.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalSeconds}");
                        await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(5), CancellationToken.None);
                        return true;
                    })));
            },
            async engine =>
            {
                Assert.Equal(4, await engine.Result<int>("retry"));
                Assert.Equal(["1 run 1 0", "2 run 2 5", "3 run 3 10"], seen);
            });
    }

    [Theory, EachHead]
    public Task Handler_ThatRefuses_PassesTheFailureOn(Head head)
    {
        var attempts = 0;
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("bad", _ => throw new TimeoutException($"run {++attempts}"));
                tasks.AddOrchestratorFunc("retry", async context => await context.CallActivityAsync(
                    "bad", options: TaskOptions.FromRetryHandler(retry => retry.LastAttemptNumber < 3)));
            },
            async engine =>
            {
                var ended = await engine.Run("retry");
                Assert.Equal("run 3", ended.FailureDetails!.InnerFailure!.ErrorMessage);
                Assert.Equal(3, attempts);
            });
    }

    [Theory]
    [InlineData("activity")]
    [InlineData("orchestrator")]
    public Task MissingTask_WithARetryPolicy_IsAskedForOnce(string kind) => EngineUnderTest.On(
        Head.Virtual,
        tasks => tasks.AddOrchestratorFunc("retry", async context =>
        {
            var begun = context.CurrentUtcDateTime;
            var options = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1)));
            var failure = await Assert.ThrowsAsync<TaskFailedException>(() => kind == "activity"
                ? context.CallActivityAsync("nowhere", options: options)
                : context.CallSubOrchestratorAsync("nowhere", options: options));
            return (failure.FailureDetails.ErrorMessage, context.CurrentUtcDateTime - begun);
        }),
        async engine =>
        {
            var (message, took) = await engine.Result<(string, TimeSpan)>("retry");
            Assert.Contains("'nowhere'", message, StringComparison.Ordinal);
            Assert.Equal(TimeSpan.Zero, took);
        });

    [Theory, EachHead]
    public Task SubOrchestration_WithARetryPolicy_IsStartedAgainUnderTheSameId(Head head)
    {
        var ids = new List<string>();
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddOrchestratorFunc("child", context =>
                {
                    ids.Add(context.InstanceId);
                    return ids.Count % 3 == 0 ? 1 : throw new TimeoutException("not yet");
                });
                tasks.AddOrchestratorFunc<string?, int>("retry", async (context, id) =>
                {
                    var options = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(1)));
                    return await context.CallSubOrchestratorAsync<int>("child", options: id is null ? options : options.WithInstanceId(id));
                });
            },
            async engine =>
            {
                Assert.Equal(1, await engine.Result<int>("retry", "kid"));
                Assert.Equal(["kid", "kid", "kid"], ids);
                Assert.Equal(1, await engine.Result<int>("retry"));
                Assert.Equal(3, ids[3..].Count);
                Assert.Single(ids[3..].Distinct());
            });
    }

    [Theory, EachHead]
    public Task Retries_WithTheEngineRestartedBetween_GoOnCounting(Head head)
    {
        var attempts = 0;
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("bad", _ => throw new TimeoutException($"run {Interlocked.Increment(ref attempts)}"));
                tasks.AddOrchestratorFunc("retry", async context => await context.CallActivityAsync(
                    "bad", options: TaskOptions.FromRetryPolicy(new RetryPolicy(4, TimeSpan.FromMilliseconds(40)))));
            },
            async engine =>
            {
                var id = await engine.Start("retry");
                await engine.Until(() => Task.FromResult(attempts == 2));
                await engine.UntilQuiet();
                await engine.Restart();
                var ended = await engine.End(id);
                Assert.Equal("run 4", ended.FailureDetails!.InnerFailure!.ErrorMessage);
            });
    }

    static Action<DurableTaskRegistry> Failing(int times) => tasks =>
    {
        var runs = 0;
        tasks.AddActivityFunc("flaky", _ => ++runs <= times ? throw new TimeoutException($"attempt {runs}") : runs);
        tasks.AddOrchestratorFunc<Settings, int>("retry", async (context, settings) => await context.CallActivityAsync<int>(
            "flaky",
            options: TaskOptions.FromRetryPolicy(new RetryPolicy(
                settings.Attempts,
                TimeSpan.FromSeconds(settings.First),
                settings.Coefficient,
                settings.Longest is { } longest ? TimeSpan.FromSeconds(longest) : null,
                settings.Timeout is { } timeout ? TimeSpan.FromSeconds(timeout) : null))));
    };

    /// <summary>The seconds between the attempts that the history records.</summary>
    static async Task<IEnumerable<double>> Pauses(EngineUnderTest engine, string id)
    {
        var attempts = await engine.Scheduled(id);
        return attempts.Zip(attempts.Skip(1), (a, b) => (b - a).TotalSeconds);
    }

    sealed record Settings(int Attempts, double First, double Coefficient = 1, double? Longest = null, double? Timeout = null);
}
