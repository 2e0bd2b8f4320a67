using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Settings;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Replay;
using Orchestrations.Engine.Tasks;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Histories;

/// <summary>
/// Histories that released code made, replayed against the code at hand: a change that would break running instances fails
/// here. With UPDATE_HISTORIES=1 the cases write theirs anew; do that only when the change is meant and no such instance runs.
/// </summary>
public class GoldenHistoriesTests
{
    static readonly string Folder = Path.Combine(Repository.Root, "tests", "App.Tests", "Histories");

    public static TheoryData<string> Cases => [.. HistoryCases.All.Keys];

    public static TheoryData<string> Files => [.. Names.Select(name => name + ".json")];

    static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_ReallyRun_ComesToItsEndAndReplays(string name)
    {
        await using var world = new HistoryWorld(HistoryCases.OptionsOf(name), HistoryCases.SettingsOf(name));

        var instance = HistoryCases.All[name](world);

        var history = world.History(instance);
        Assert.Equal(name.Split('.')[0], history.Name);
        AssertReplays(history, name);
        if (Environment.GetEnvironmentVariable("UPDATE_HISTORIES") == "1")
            await File.WriteAllTextAsync(Path.Combine(Folder, name + ".json"), HistoryFile.Write(history));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void History_OfReleasedCode_ReplaysAgainstTheCodeAtHand(string file) =>
        AssertReplays(HistoryFile.Read(File.ReadAllText(Path.Combine(Folder, file)), file), file);

    [Fact]
    public void Orchestrators_OfTheApp_HaveAGoldenHistoryEach()
    {
        var orchestrators = typeof(AppServices).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute))))
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name)
            .ToList();

        Assert.NotEmpty(orchestrators);
        Assert.Empty(orchestrators.Except(Names.Select(name => name.Split('.')[0])));
    }

    [Fact]
    public void Cases_TheirHistories_AreAllKept() =>
        Assert.Empty(HistoryCases.All.Keys.Except(Names));

    static void AssertReplays(StoredHistory history, string name)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(AppSettings.Schedules).Build();
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(new ManualTime(Bench.Start))
            .AddLogging()
            .AddFunctions(new HostJson(), typeof(AppServices).Assembly)
            .BuildServiceProvider();
        var finding = new ReplayGate(services.GetRequiredService<TaskTable>(), services).Check(history);
        Assert.True(
            finding.Verdict == ReplayVerdict.Fine,
            $"{name}: {finding.Verdict} at {finding.SequenceId}\n recorded: {finding.Recorded}\n now: {finding.Replayed}\n {finding.Remedy}");
    }
}
