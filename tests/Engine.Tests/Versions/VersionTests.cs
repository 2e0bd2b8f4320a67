using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tests.Versions;

/// <summary>Where an instance and an activity have their version from, and which code serves it.</summary>
public class VersionTests
{
    [Theory, EachHead]
    public Task DefaultVersion_IsThatOfStartsAndChildrenWithoutOne(Head head) => EngineUnderTest.On(
        head,
        options => options.DefaultVersion = "1.5",
        tasks =>
        {
            tasks.AddActivityFunc("version", context => context.Version);
            tasks.AddOrchestratorFunc("child", context => context.Version);
            tasks.AddOrchestratorFunc("parent", async context => new[]
            {
                context.Version,
                await context.CallActivityAsync<string>("version"),
                await context.CallActivityAsync<string>("version", new TaskOptions { Version = "4" }),
                await context.CallActivityAsync<string>("version", new TaskOptions { Version = TaskVersion.Unversioned }),
                await context.CallSubOrchestratorAsync<string>("child"),
                await context.CallSubOrchestratorAsync<string>("child", new TaskOptions { Version = "1.2" }),
                await context.CallSubOrchestratorAsync<string>("child", new SubOrchestrationOptions { Version = TaskVersion.Unversioned }),
            });
        },
        async engine =>
        {
            Assert.Equal(["1.5", "1.5", "4", "", "1.5", "1.2", ""], await engine.Result<string[]>("parent"));
            var older = await engine.Client.ScheduleNewOrchestrationInstanceAsync("parent", null, new StartOrchestrationOptions { Version = "1.4" });
            Assert.Equal(["1.4", "1.4", "4", "", "1.5", "1.2", ""], EngineUnderTest.Output<string[]>(await engine.End(older)));
            var none = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                "parent", null, new StartOrchestrationOptions { Version = TaskVersion.Unversioned });
            Assert.Equal(["", "", "4", "", "1.5", "1.2", ""], EngineUnderTest.Output<string[]>(await engine.End(none)));
        });

    [Theory, EachHead]
    public Task Registrations_ByVersion_AreChosenByTheInstances(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddActivityFunc<object?, string>("act", "1", (_, _) => Task.FromResult("act 1"));
            tasks.AddActivityFunc<object?, string>("act", "2", (_, _) => Task.FromResult("act 2"));
            tasks.AddActivityFunc("any", context => $"any {context.Version}");
            tasks.AddOrchestratorFunc<object?, string>("orc", "1", async (context, _) => $"orc 1, {await Both(context)}");
            tasks.AddOrchestratorFunc<object?, string>("orc", "2", async (context, _) => $"orc 2, {await Both(context)}");

            static async Task<string> Both(TaskOrchestrationContext context) =>
                $"{await context.CallActivityAsync<string>("act")}, {await context.CallActivityAsync<string>("any")}";
        },
        async engine =>
        {
            Assert.Equal("orc 1, act 1, any 1", EngineUnderTest.Output<string>(await Run(engine, "1")));
            Assert.Equal("orc 2, act 2, any 2", EngineUnderTest.Output<string>(await Run(engine, "2")));
            Assert.Contains("'orc' in version '3'", (await Run(engine, "3")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
            Assert.Contains("No orchestrator is named 'orc'", (await Run(engine, "")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task Registration_WithoutVersion_ServesNoOtherOnceItsNameHasVersions(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("orc", _ => "plain");
            tasks.AddOrchestratorFunc<object?, string>("orc", "2", (_, _) => Task.FromResult("two"));
        },
        async engine =>
        {
            Assert.Equal("plain", EngineUnderTest.Output<string>(await Run(engine, "")));
            Assert.Equal("two", EngineUnderTest.Output<string>(await Run(engine, "2")));
            Assert.Contains("ORC-ENGINE-005", (await Run(engine, "1")).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        });

    [Theory, EachHead]
    public Task ContinueAsNew_WithANewVersion_GoesOnInThatVersionsCode(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc<int, string>("orc", "1", (context, _) =>
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 5, NewVersion = "2" });
                return Task.FromResult("");
            });
            tasks.AddOrchestratorFunc<int, string>("orc", "2", (context, input) => Task.FromResult($"two {input} {context.CompareVersionTo("1.9")}"));
        },
        async engine => Assert.Equal("two 5 1", EngineUnderTest.Output<string>(await Run(engine, "1"))));

    [Theory, EachHead]
    public Task Version_OfAnActivityThatRunsAgainAfterARestart_IsTheOneAskedFor(Head head)
    {
        var runs = 0;
        return EngineUnderTest.On(
            head,
            tasks =>
            {
                tasks.AddActivityFunc("slow", async context =>
                {
                    if (Interlocked.Increment(ref runs) == 1)
                        await new TaskCompletionSource().Task;
                    return context.Version;
                });
                tasks.AddOrchestratorFunc("orc", async context => await context.CallActivityAsync<string>("slow", new TaskOptions { Version = "8" }));
            },
            async engine =>
            {
                var id = await engine.Start("orc");
                await engine.Until(() => Task.FromResult(Volatile.Read(ref runs) == 1));
                await engine.Restart();
                Assert.Equal("8", EngineUnderTest.Output<string>(await engine.End(id)));
            });
    }

    [Theory, EachHead]
    public Task Tags_OfASubOrchestrationCall_AreTheChilds(Head head) => EngineUnderTest.On(
        head,
        tasks =>
        {
            tasks.AddOrchestratorFunc("child", _ => 1);
            tasks.AddOrchestratorFunc("parent", async context =>
            {
                var options = new TaskOptions(tags: new Dictionary<string, string> { ["plan"] = "core" }).WithInstanceId("kid");
                return await context.CallSubOrchestratorAsync<int>("child", options);
            });
        },
        async engine =>
        {
            await engine.Run("parent");
            Assert.Equal("core", (await engine.Get("kid")).Tags["plan"]);
        });

    static async Task<Microsoft.DurableTask.Client.OrchestrationMetadata> Run(EngineUnderTest engine, string version) =>
        await engine.End(await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "orc", null, new StartOrchestrationOptions { Version = new TaskVersion(version) }));
}
