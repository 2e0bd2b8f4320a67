using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.CommandLine;

/// <summary>
/// Starts that are refused. Each time: exit code 2, one coded error, files as they were, and a doctor who finds the same.
/// </summary>
public sealed class ServeRefusalTests : IDisposable
{
    readonly DataDirs data = new();
    readonly string url = $"http://127.0.0.1:{LoopbackPort.Free()}";

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Port_InUse_IsRefusedWithTheAddress()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        (await ServeAsync(data.Path, taken)).IsRefused(CodedError.PortInUse, taken, "--urls");
        (await DoctorAsync(data.Path, taken)).Finds("FAIL", "address", taken, CodedError.PortInUse);
    }

    [Theory]
    [InlineData("nonsense", "'nonsense' is not an address")]
    [InlineData("http://127.0.0.1:99999", "is not an address")]
    [InlineData("https://127.0.0.1:7071", "plain http")]
    [InlineData("http://127.0.0.1:7071/path", "is not an address")]
    [InlineData(";", "names no address")]
    public async Task Address_ThatIsNone_IsRefused(string urls, string words)
    {
        (await ServeAsync(data.Path, urls)).IsRefused(CodedError.BadArgument, words);
        (await DoctorAsync(data.Path, urls)).Finds("FAIL", "address", words, CodedError.BadArgument);
    }

    [Fact]
    public async Task Address_OfAnotherMachine_IsRefused() =>
        (await ServeAsync(data.Path, $"http://203.0.113.1:{LoopbackPort.Free()}")).IsRefused(CodedError.PortInUse, "203.0.113.1");

    [Fact]
    public async Task DataDir_BelowAFile_IsRefused()
    {
        // Rights do not bind root, so a path that cannot be a folder stands for one that may not be written.
        await data.FillAsync();
        var below = Path.Combine(data.StoreFile, "data");
        (await ServeAsync(below, url)).IsRefused("ORC-STORE-014", below, "--data-dir");
        (await DoctorAsync(below, url)).Finds("FAIL", "data folder", below, "--data-dir");
        await data.IsAsFilledAsync();
    }

    [Fact]
    public async Task DataDir_OfARunningHost_IsRefusedAndTheHostGoesOn()
    {
        await using var running = await ServedHost.StartAsync(data.Path, WallClock.Instance);
        (await ServeAsync(data.Path, url)).IsRefused("ORC-STORE-014", "Stop the other host", "--data-dir");
        var doctor = await DoctorAsync(data.Path, running.Address.OriginalString);
        doctor.Finds("warn", "data folder", "a host runs on it");
        doctor.Finds("warn", "address", "is in use");
        doctor.Finds("ok", "ledger", "balanced");
        Assert.Equal(0, doctor.ExitCode);
        Assert.Equal(200, (await running.GetAsync("ready")).Status);
    }

    [Fact]
    public Task EngineDatabase_WithASpoiltHeader_IsRefusedAndLeftAsItIs() =>
        SpoiltAsync(data, () => data.EngineFile, file => DataDirs.Spoil(file, 0, 100), "ORC-STORE-012", "engine");

    [Fact]
    public Task EngineDatabase_WithSpoiltPages_IsRefusedAndLeftAsItIs() =>
        SpoiltAsync(data, () => data.EngineFile, file => DataDirs.Spoil(file, 4096, 8192), "ORC-STORE-012", "engine");

    [Fact]
    public Task EngineDatabase_OfANewerProgram_IsRefusedAndLeftAsItIs() => SpoiltAsync(
        data, () => data.EngineFile, file => DataDirs.Execute(file, "PRAGMA user_version = 99"), "ORC-STORE-011", "engine");

    [Fact]
    public Task EngineDatabase_OfAnotherProgram_IsRefusedAndLeftAsItIs() => SpoiltAsync(
        data, () => data.EngineFile, file => DataDirs.Execute(file, "PRAGMA application_id = 7"), "ORC-STORE-013", "engine");

    [Fact]
    public Task Store_WithASpoiltHeader_IsRefusedAndLeftAsItIs() =>
        SpoiltAsync(data, () => data.StoreFile, file => DataDirs.Spoil(file, 0, 100), "ORC-STORE-005", "books");

    [Fact]
    public Task Store_WithSpoiltPages_IsRefusedAndLeftAsItIs() =>
        SpoiltAsync(data, () => data.StoreFile, file => DataDirs.Spoil(file, 4096, 4096), "ORC-STORE-005", "books");

    [Fact]
    public Task Store_OfANewerProgram_IsRefusedAndLeftAsItIs() => SpoiltAsync(
        data, () => data.StoreFile, file => DataDirs.Execute(file, "PRAGMA user_version = 99"), "ORC-STORE-004", "books");

    [Fact]
    public Task Store_OfAnotherProgram_IsRefusedAndLeftAsItIs() => SpoiltAsync(
        data, () => data.StoreFile, file => DataDirs.Execute(file, "PRAGMA application_id = 7"), "ORC-STORE-005", "books");

    [Fact]
    public async Task LiveMode_WithoutWhatItNeeds_NamesAllOfIt()
    {
        string[] missing = ["Trading:ApiKey", "Trading:ApiSecret", "Trading:LiveTradingAcknowledged"];
        (await ServeAsync(data.Path, url, "Trading:Mode=live")).IsRefused("ORC-SETTINGS-002", missing);
        var doctor = await DoctorAsync(data.Path, url, "Trading:Mode=live");
        foreach (var key in missing)
            doctor.Finds("FAIL", "settings", key, "ORC-SETTINGS-002");
    }

    [Fact]
    public async Task LiveMode_WithAllItNeeds_IsRefusedByTheLocalHead()
    {
        string[] live =
        [
            "Trading:Mode=live", "Trading:ApiKey=key", "Trading:ApiSecret=hidden", "Trading:LiveTradingAcknowledged=true",
        ];
        var refused = await ServeAsync(data.Path, url, live);
        refused.IsRefused(CodedError.PaperOnly, "Trading:Mode is live", "paper");
        Assert.DoesNotContain("hidden", refused.ToString(), StringComparison.Ordinal);
        (await DoctorAsync(data.Path, url, live)).Finds("FAIL", "settings", CodedError.PaperOnly);
        Assert.False(File.Exists(data.EngineFile));
    }

    [Fact]
    public async Task Settings_OfEveryPart_AreRefusedTogetherBeforeAnythingOpens()
    {
        string[] wrong =
            ["MarketData:BybitUrl=gopher", "MarketData:Seed=-1", "Paper:SlippageThreshold=2", "Risk:MaxQuoteAge=soon"];
        var keys = Array.ConvertAll(wrong, setting => setting.Split('=')[0]);
        (await ServeAsync(data.Path, url, wrong)).IsRefused("ORC-SETTINGS-001", keys);
        var doctor = await DoctorAsync(data.Path, url, wrong);
        foreach (var key in keys)
            doctor.Finds("FAIL", "settings", key, "ORC-SETTINGS-001");
        Assert.False(File.Exists(data.EngineFile));
    }

    [Fact]
    public async Task Production_WithoutAKeyFile_IsRefusedAndNoneIsMade()
    {
        (await ServeAsync(data.Path, url, "Keys:Production=true")).IsRefused("ORC-KEY-002", "proof-keys.json", "Keys:VaultUri");
        Assert.False(File.Exists(Path.Combine(data.Path, "proof-keys.json")));
    }

    [Fact]
    public async Task Schedule_ThatIsNone_IsRefused() =>
        (await ServeAsync(data.Path, url, "Dca:Schedule=at noon")).IsRefused("ORC-HOST-005", "at noon", "DcaTimer");

    [Fact]
    public async Task Doctor_WhereNothingIsWrong_EndsWithZero()
    {
        await data.FillAsync();
        var doctor = await DoctorAsync(data.Path, url);
        Assert.True(doctor.ExitCode == 0, doctor.ToString());
        doctor.Finds("ok", "settings", "paper money");
        doctor.Finds("ok", "address", "is free");
        doctor.Finds("ok", "data folder", "is writable");
        // What a timer began when the host started may have been stopped midway; the next start ends it.
        doctor.Finds("ok", "engine", "unfinished, schema");
        doctor.Finds("ok", "ledger", "1 entries, balanced");
        doctor.Finds("ok", "audit log", "chain intact");
        doctor.Finds("warn", "market data", "synthetic market");
        doctor.Finds("warn", "clock", "out of reach");
    }

    async Task SpoiltAsync(DataDirs dirs, Func<string> which, Action<string> spoil, string code, string subject)
    {
        await dirs.FillAsync();
        var file = which();
        var backup = File.ReadAllBytes(file);
        spoil(file);
        var spoilt = File.ReadAllBytes(file);
        (await ServeAsync(dirs.Path, url)).IsRefused(code, file);
        (await DoctorAsync(dirs.Path, url)).Finds("FAIL", subject, file, code);
        Assert.Equal(spoilt, File.ReadAllBytes(file));

        // The remedy works: with the backup in place everything is there again.
        File.WriteAllBytes(file, backup);
        await dirs.IsAsFilledAsync();
    }

    static Task<CommandRun> ServeAsync(string folder, string urls, params string[] settings) =>
        CommandRun.OfAsync(["serve", "--data-dir", folder, "--urls", urls, .. CommandRun.OutOfReach, .. settings]);

    static Task<CommandRun> DoctorAsync(string folder, string urls, params string[] settings) =>
        CommandRun.OfAsync(["doctor", "--data-dir", folder, "--urls", urls, .. CommandRun.OutOfReach, .. settings]);
}
