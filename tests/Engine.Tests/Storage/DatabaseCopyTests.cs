using Microsoft.DurableTask;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Storage;

public sealed class DatabaseCopyTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("copy-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public Task Copy_OfAnEngineUnderLoad_HoldsWhatWasAcknowledgedBefore() => EngineUnderTest.On(Head.File, Tasks, async engine =>
    {
        using var enough = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            for (var number = 0; !enough.IsCancellationRequested; number++)
                await Task.WhenAll(Enumerable.Range(0, 20).Select(one => engine.Run("work", id: $"{number}-{one}")));
        });
        for (var round = 0; round < 3; round++)
        {
            await engine.Run("work", id: "before-" + round);
            var copy = Path.Combine(folder.FullName, $"copy-{round}.db");
            var size = DatabaseCopy.Make(engine.File, copy);
            Assert.Equal(new FileInfo(copy).Length, size);
            Assert.False(File.Exists(copy + "-wal") || File.Exists(copy + ".partial"));
            DatabaseCopy.Verify(copy);

            await using var second = DurableEngine.OnFile(copy, EngineUnderTest.Parts(Tasks, TestClock.Wall));
            second.Start();
            var known = await second.Client.WaitForInstanceCompletionAsync("before-" + round);
            Assert.Equal(Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Completed, known.RuntimeStatus);
        }

        await enough.CancelAsync();
        await load;
    });

    [Fact]
    public void Copy_OntoAFileThatIsThere_IsRefusedAndLeavesIt()
    {
        var source = Path.Combine(folder.FullName, "engine.db");
        new SqliteDurableStore(source).Dispose();
        var target = Path.Combine(folder.FullName, "copy.db");
        File.WriteAllText(target, "mine");
        Assert.Equal("ORC-STORE-017", Assert.Throws<StorageException>(() => DatabaseCopy.Make(source, target)).Code);
        Assert.Equal("mine", File.ReadAllText(target));
        Assert.False(File.Exists(target + ".partial"));
    }

    [Fact]
    public void Copy_OfNothing_IsRefused()
    {
        var (source, target) = (Path.Combine(folder.FullName, "none.db"), Path.Combine(folder.FullName, "copy.db"));
        Assert.Equal("ORC-STORE-017", Assert.Throws<StorageException>(() => DatabaseCopy.Make(source, target)).Code);
    }

    [Fact]
    public void Verify_OfADamagedFile_SaysSo()
    {
        var file = Path.Combine(folder.FullName, "engine.db");
        File.WriteAllBytes(file, [.. Enumerable.Repeat((byte)7, 9000)]);
        Assert.Equal("ORC-STORE-012", Assert.Throws<StorageException>(() => DatabaseCopy.Verify(file)).Code);
    }

    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddActivityFunc("step", _ => Task.CompletedTask);
        tasks.AddOrchestratorFunc("work", async context =>
        {
            await context.CallActivityAsync("step");
            await context.CallActivityAsync("step");
            return "done";
        });
    }
}
