using Orchestrations.Local.CommandLine;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.CommandLine;

/// <summary>Data files that cannot be used: each is named, and neither the files nor an older report are touched.</summary>
public sealed class SimulateDataTests : IDisposable
{
    const string OldReport = "{ \"kept\": true }";
    static readonly DateOnly First = new(2021, 1, 1);

    readonly BarFolder data = new();

    public SimulateDataTests()
    {
        data.WriteDaily("BTCUSDT", First, BarFolder.Closes(30_000m, 40));
        data.WriteDaily("ETHUSDT", First, BarFolder.Closes(1_000m, 40));
        File.WriteAllText(Report, OldReport);
    }

    string Report => Path.Combine(data.Path, "report.json");

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Data_ThatIsWhole_IsSimulatedAndReported()
    {
        var run = await SimulateAsync("2021-01-02", "2021-02-05");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("35 started, 35 completed", run.Output, StringComparison.Ordinal);
        Assert.Contains("orderListHash", File.ReadAllText(Report), StringComparison.Ordinal);
    }

    [Fact]
    public Task Folder_ThatIsMissing_IsNamed() =>
        RefusedAsync("ORC-DATA-001", ["nowhere", "BTCUSDT_1d.csv"], Path.Combine(data.Path, "nowhere"));

    [Fact]
    public async Task File_OfATarget_ThatIsMissing_IsNamed()
    {
        File.Delete(data.Daily("ETHUSDT"));
        await RefusedAsync("ORC-DATA-001", ["ETHUSDT_1d.csv"]);
    }

    [Fact]
    public async Task File_ThatCannotBeRead_IsNamed()
    {
        // A folder in the file's place: even root cannot read it as a file.
        File.Delete(data.Daily("ETHUSDT"));
        Directory.CreateDirectory(data.Daily("ETHUSDT"));
        await RefusedAsync("ORC-DATA-001", ["ETHUSDT_1d.csv", "Check the path and its rights"]);
    }

    [Fact]
    public async Task File_WithAGap_NamesTheDays()
    {
        Edit("BTCUSDT", lines => lines.RemoveRange(10, 2));
        await RefusedAsync("ORC-DATA-006", ["BTCUSDT_1d.csv, line 11", "2021-01-10", "2021-01-12", "Fill the gap"]);
    }

    [Fact]
    public async Task File_WithABrokenRow_NamesTheLine()
    {
        Edit("BTCUSDT", lines => lines[5] = "2021-01-05,12,oops");
        await RefusedAsync("ORC-DATA-003", ["BTCUSDT_1d.csv, line 6", "oops"]);
    }

    [Fact]
    public async Task File_WithANegativePrice_NamesTheLine()
    {
        Edit("BTCUSDT", lines => lines[5] = "2021-01-05,-1,2,-1,1,1");
        await RefusedAsync("ORC-DATA-003", ["BTCUSDT_1d.csv, line 6"]);
    }

    [Fact]
    public async Task File_WithAnotherHeader_SaysWhichItMustHave()
    {
        Edit("BTCUSDT", lines => lines[0] = "date,price");
        await RefusedAsync("ORC-DATA-002", ["'date,price'", "time,open,high,low,close,volume"]);
    }

    [Fact]
    public async Task File_OfAPairThatThePlanDoesNotBuy_DoesNotMatter()
    {
        File.WriteAllText(data.Daily("XRPUSDT"), "not a data file");
        Assert.Equal(0, (await SimulateAsync("2021-01-02", "2021-01-05")).ExitCode);
    }

    [Theory]
    [InlineData("2021-01-01", "2021-01-05")]
    [InlineData("2020-06-01", "2021-01-05")]
    [InlineData("2021-01-02", "2021-03-01")]
    public async Task Days_OutsideTheData_AreRefusedWithWhatItCovers(string from, string to) =>
        await RefusedAsync(CodedError.BadArgument, ["covers 2021-01-02 to 2021-02-10"], from: from, to: to);

    [Fact]
    public async Task Report_InAFolderThatIsMissing_IsRefusedBeforeTheSimulation()
    {
        var nowhere = Path.Combine(data.Path, "no", "r.json");
        var run = await CommandRun.OfAsync(Arguments(data.Path, "2021-01-02", "2021-01-05", nowhere));
        run.IsRefused(CodedError.CannotWrite, "r.json", "Choose another --report");
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Report_ThatIsAFolder_IsRefused() =>
        (await CommandRun.OfAsync(Arguments(data.Path, "2021-01-02", "2021-01-05", data.Path))).IsRefused(CodedError.CannotWrite);

    [Fact]
    public async Task Report_OfARefusedSimulation_LeavesNoFileBehind()
    {
        File.Delete(Report);
        (await SimulateAsync("2021-01-05", "2021-01-02")).IsRefused(CodedError.BadArgument);
        Assert.False(File.Exists(Report));
    }

    async Task RefusedAsync(
        string code, string[] words, string? folder = null, string from = "2021-01-02", string to = "2021-02-05")
    {
        var before = Directory.EnumerateFiles(Path.Combine(data.Path, "spot-daily")).ToDictionary(file => file, File.ReadAllText);
        var run = await CommandRun.OfAsync(Arguments(folder ?? data.Path, from, to, Report));
        run.IsRefused(code, words);
        Assert.Equal(OldReport, File.ReadAllText(Report));
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllText(file.Key)));
    }

    Task<CommandRun> SimulateAsync(string from, string to) => CommandRun.OfAsync(Arguments(data.Path, from, to, Report));

    static string[] Arguments(string folder, string from, string to, string report) =>
        ["simulate", "--data", folder, "--from", from, "--to", to, "--report", report];

    void Edit(string symbol, Action<List<string>> change)
    {
        var lines = File.ReadAllLines(data.Daily(symbol)).ToList();
        change(lines);
        File.WriteAllLines(data.Daily(symbol), lines);
    }
}
