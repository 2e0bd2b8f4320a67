using System.Diagnostics;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.CommandLine;

/// <summary>The settings file is taken from the working folder, which is a process's own: these run the program.</summary>
public sealed class SettingsFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task SettingsFile_ThatIsNoJson_IsRefusedByServeAndFoundByDoctor()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "local.settings.json"), """{ "Values": { "Dca:Plan:Capital" """);
        (await RunAsync("serve")).IsRefused("ORC-LOCAL-005", "local.settings.json", "Correct it");
        (await RunAsync("doctor")).Finds("FAIL", "settings", "local.settings.json", "ORC-LOCAL-005");
    }

    [Fact]
    public async Task SettingsFile_ItsValues_CountLessThanTheCommandLine()
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "local.settings.json"),
            """{ "Values": { "Dca:Plan:Capital": "-1", "Risk:PriceBand": "-1" } }""");
        var doctor = await RunAsync("doctor", "--set", "Dca:Plan:Capital=5000");
        doctor.Finds("FAIL", "settings", "Risk:PriceBand");
        Assert.DoesNotContain("Dca:Plan:Capital", doctor.Output, StringComparison.Ordinal);
    }

    async Task<CommandRun> RunAsync(string command, params string[] more)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Orchestrations.Local.dll");
        string[] arguments =
        [
            program, command, "--data-dir", Path.Combine(folder, "data"), "--urls", $"http://127.0.0.1:{LoopbackPort.Free()}",
            .. CommandRun.OutOfReach, .. more,
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return new CommandRun(process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill();
        }
    }
}
