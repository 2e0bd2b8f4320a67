namespace Orchestrations.Engine.Tests.Instances;

public class StressTests
{
    [Fact]
    public Task Events_RaisedFromManyThreadsAtOnce_AllArrive() => EngineUnderTest.On(
        Head.File,
        tasks => tasks.AddOrchestratorFunc("sum", async context =>
        {
            var sum = 0;
            for (var i = 0; i < 50; i++)
                sum += await context.WaitForExternalEvent<int>("x");
            return sum;
        }),
        async engine =>
        {
            const int Instances = 200;
            const int Events = 50;
            await Task.WhenAll(Enumerable.Range(0, Instances).Select(i => engine.Start("sum", id: $"s{i}")));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() => Task.WhenAll(
                Enumerable.Range(0, Instances * Events)
                    .Where(n => n % 4 == thread)
                    .Select(n => engine.Client.RaiseEventAsync($"s{n % Instances}", "x", n / Instances))))));
            for (var i = 0; i < Instances; i++)
                Assert.Equal(Events * (Events - 1) / 2, EngineUnderTest.Output<int>(await engine.End($"s{i}")));
        });

    [Fact]
    public Task Work_OfEveryKindAtOnce_ComesOutRight() => EngineUnderTest.On(
        Head.File,
        options => options.MaxInstancesInMemory = 40,
        tasks =>
        {
            tasks.AddActivityFunc<int, int>("double", async (_, x) =>
            {
                await Task.Yield();
                return x * 2;
            });
            tasks.AddOrchestratorFunc<int, int>("child", async (context, x) =>
            {
                await context.CreateTimer(TimeSpan.FromMilliseconds(x % 7), CancellationToken.None);
                return await context.CallActivityAsync<int>("double", x);
            });
            tasks.AddOrchestratorFunc<(int Round, int Sum), int>("mixed", async (context, state) =>
            {
                var parts = await Task.WhenAll(
                    context.CallActivityAsync<int>("double", state.Round),
                    context.CallSubOrchestratorAsync<int>("child", state.Round),
                    context.WaitForExternalEvent<int>("x", TimeSpan.FromSeconds(50)));
                var sum = state.Sum + parts.Sum();
                if (state.Round == 4)
                    return sum;
                context.ContinueAsNew((state.Round + 1, sum));
                return 0;
            });
        },
        async engine =>
        {
            const int Instances = 150;
            await Task.WhenAll(Enumerable.Range(0, Instances).Select(i => engine.Start("mixed", (0, 0), $"m{i}")));
            await Task.WhenAll(Enumerable.Range(0, Instances * 5).Select(n => engine.Client.RaiseEventAsync($"m{n % Instances}", "x", 1)));
            for (var i = 0; i < Instances; i++)
                Assert.Equal((10 * 4) + 5, EngineUnderTest.Output<int>(await engine.End($"m{i}")));
            Assert.DoesNotContain(engine.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        });
}
