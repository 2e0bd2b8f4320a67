using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.Engine.Replay;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Replay;

/// <summary>Histories out of a database on which an engine works.</summary>
public sealed class HistoryExportTests : IAsyncLifetime, IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("orc-export-");
    readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    DurableEngine engine = null!;

    string Database => Path.Combine(folder.FullName, "engine.db");

    public async Task InitializeAsync()
    {
        var parts = new EngineParts(
            ReplayGateTests.Table(ReplayGateTests.Two), services, new WallClock(), NullLoggerFactory.Instance, new EngineOptions());
        engine = DurableEngine.OnFile(Database, parts);
        engine.Start();
        foreach (var id in new[] { "a-1", "a-2", "A-1", "b:1" })
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Code", new StartOrchestrationOptions(id));
            await engine.Client.WaitForInstanceCompletionAsync(id);
        }

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Gone", new StartOrchestrationOptions("g"));
        await engine.Client.WaitForInstanceCompletionAsync("g");
    }

    public async Task DisposeAsync() => await engine.DisposeAsync();

    public void Dispose()
    {
        services.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Write_WhileAnEngineWorks_WritesWhatReplays()
    {
        var target = Path.Combine(folder.FullName, "out");

        Assert.Equal(5, HistoryExport.Write(Database, new ExportFilter(), target));

        var files = Directory.GetFiles(target).Select(path => Path.GetFileName(path).ToUpperInvariant()).ToList();
        Assert.Equal(5, files.Distinct().Count());
        Assert.Contains("CODE.B%3A1.JSON", files);
        var gate = new ReplayGate(ReplayGateTests.Table(ReplayGateTests.Two), services);
        var findings = gate.Check(HistoryFile.ReadFolder(target)).ToDictionary(finding => finding.History.Id, finding => finding.Verdict);
        Assert.Equal(ReplayVerdict.CodeGone, findings["g"]);
        Assert.All(new[] { "a-1", "a-2", "A-1", "b:1" }, id => Assert.Equal(ReplayVerdict.Fine, findings[id]));
    }

    [Fact]
    public void Read_WithAFilter_ReadsOnlyThat()
    {
        string[] Ids(ExportFilter filter) => [.. HistoryExport.Read(Database, filter).Select(history => history.Id)];

        Assert.Equal(["a-1", "a-2"], Ids(new ExportFilter { IdPrefix = "a-" }));
        Assert.Equal(["g"], Ids(new ExportFilter { Name = "gone" }));
        Assert.Equal(["g"], Ids(new ExportFilter { Statuses = [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Running] }));
        Assert.Equal(["b:1", "g"], Ids(new ExportFilter { Latest = 1 }));
        Assert.Equal(["a-2"], Ids(new ExportFilter { Latest = 1, IdPrefix = "a-" }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ids(new ExportFilter { Latest = 0 }));
    }

    [Fact]
    public void Write_ToAFolderWithHistories_IsRefused()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "old.json"), "{}");

        var refused = Assert.Throws<ReplayException>(() => HistoryExport.Write(Database, new ExportFilter(), folder.FullName));

        Assert.Equal("ORC-REPLAY-007", refused.Code);
    }

    [Fact]
    public void Read_AFileThatIsMissing_SaysSo()
    {
        var refused = Assert.Throws<StorageException>(() => HistoryExport.Read(Database + "x", new ExportFilter()).ToList());

        Assert.Equal("ORC-STORE-010", refused.Code);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{"id": "a", "name": "b", "version": "", "status": "Completed", "events": []}""")]
    [InlineData("""{"id": "a", "name": "b", "version": "", "status": "Hopeful", "events": []}""")]
    [InlineData("""{"id": "a", "name": "b", "version": "", "status": "Failed", "events": [{"type": "Later", "at": "2024-01-01T00:00:00Z"}]}""")]
    public void Read_TextThatIsNoHistory_SaysSo(string text)
    {
        var refused = Assert.Throws<ReplayException>(() => HistoryFile.Read(text, "this.json"));

        Assert.Equal("ORC-REPLAY-001", refused.Code);
        Assert.Contains("this.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFolder_WithoutHistories_IsRefused()
    {
        var refused = Assert.Throws<ReplayException>(() => HistoryFile.ReadFolder(Path.Combine(folder.FullName, "none")));

        Assert.Equal("ORC-REPLAY-006", refused.Code);
    }

    sealed class WallClock : TimeProvider;
}
