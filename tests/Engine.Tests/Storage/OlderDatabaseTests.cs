using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

/// <summary>A database of each older version in which orchestrations wait: they go on after the upgrade, and nothing runs twice.</summary>
public sealed class OlderDatabaseTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("older-");
    int effects;

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, SqliteSchema.Version - 1)];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Database_OfAnOlderVersion_GoesOnWithWhatWaitsInIt(int version)
    {
        var (now, old) = (Path.Combine(folder.FullName, "now.db"), Path.Combine(folder.FullName, "old.db"));
        await using (var engine = DurableEngine.OnFile(now, EngineUnderTest.Parts(Tasks, TestClock.Wall)))
        {
            engine.Start();
            foreach (var kind in (string[])["timer", "event", "child"])
                await engine.Client.ScheduleNewOrchestrationInstanceAsync(kind, new StartOrchestrationOptions(kind));
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("event", new StartOrchestrationOptions("suspended"));
            Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref effects) == 4, TestClock.Patience));
            // Heard before the upgrade, and taken after it.
            await engine.Client.SuspendInstanceAsync("suspended");
            await engine.Client.RaiseEventAsync("suspended", "go", "before");
            await engine.Client.ScheduleNewOrchestrationInstanceAsync(
                "event", new StartOrchestrationOptions("later", StartAt: TestClock.Wall.GetUtcNow().AddSeconds(2)));
        }

        Copy(now, old, version);
        Assert.Equal(version, DurableEngine.Inspect(old).Schema);
        await using var next = DurableEngine.OnFile(old, EngineUnderTest.Parts(Tasks, TestClock.Wall));
        next.Start();
        foreach (var waiting in (string[])["event", "of-child", "later"])
            await next.Client.RaiseEventAsync(waiting, "go", "after");
        await next.Client.ResumeInstanceAsync("suspended");
        foreach (var (id, output) in (Dictionary<string, string>)new()
        {
            ["timer"] = "slept", ["event"] = "after", ["child"] = "after", ["suspended"] = "before", ["later"] = "after",
        })
        {
            var ended = await next.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(TestClock.Patience);
            Assert.Equal((id, output), (id, ended.ReadOutputAs<string>()));
        }
        // One for each that does something: none of those that waited began anew.
        Assert.Equal(5, effects);
        Assert.Equal(new DatabaseInspection(SqliteSchema.Version, Instances: 6, Unfinished: 0), DurableEngine.Inspect(old));
    }

    public void Dispose() => folder.Delete(recursive: true);

    void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc<string, int>("effect", (_, _) => Interlocked.Increment(ref effects));
        tasks.AddOrchestratorFunc<string>("timer", async context =>
        {
            await context.CallActivityAsync<int>("effect", "");
            await context.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            return "slept";
        });
        tasks.AddOrchestratorFunc<string>("event", async context =>
        {
            await context.CallActivityAsync<int>("effect", "");
            return await context.WaitForExternalEvent<string>("go");
        });
        tasks.AddOrchestratorFunc<string>("child", context =>
            context.CallSubOrchestratorAsync<string>("event", new SubOrchestrationOptions(instanceId: "of-child")));
    }

    // The tables as that version made them, with what it could have written there.
    static void Copy(string from, string to, int version)
    {
        using var connection = new SqliteConnection($"Data Source={to};Pooling=False");
        connection.Open();
        SqliteSchema.Upgrade(connection, version);
        using var command = connection.CreateCommand();
        command.CommandText = $"ATTACH DATABASE '{from}' AS now";
        command.ExecuteNonQuery();
        foreach (var table in (string[])["instances", "history", "messages", "timers", "host_state"])
        {
            command.CommandText = $"SELECT group_concat(name) FROM pragma_table_info('{table}')";
            var columns = (string)command.ExecuteScalar()!;
            command.CommandText = $"INSERT INTO main.{table}({columns}) SELECT {columns} FROM now.{table}";
            command.ExecuteNonQuery();
        }
    }
}
