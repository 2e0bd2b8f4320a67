using Orchestrations.Local.CommandLine;

namespace Orchestrations.Local.Tests.CommandLine;

public sealed class KeysCommandTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Keys_MadeAndRevoked_AreListedMeanwhile()
    {
        Assert.StartsWith("There are no keys.", (await RunAsync("list")).Output, StringComparison.Ordinal);
        var made = await RunAsync("create", "partner", "--function", "dcastartrun");
        Assert.Equal((0, 43), (made.ExitCode, made.Output.Trim().Length));
        Assert.Equal(0, (await RunAsync("create", "default")).ExitCode);
        Assert.Equal(0, (await RunAsync("create", "durabletask_extension", "--system")).ExitCode);
        Assert.Equal(0, (await RunAsync("create", "_master")).ExitCode);

        var listed = (await RunAsync("list")).Output;
        Assert.Matches(@"everything +_master +\d{4}-\d\d-\d\d", listed);
        Assert.Matches("all functions +default", listed);
        Assert.Matches("DcaStartRun +partner", listed);
        Assert.Matches("an extension +durabletask_extension", listed);
        Assert.DoesNotContain(made.Output.Trim(), listed, StringComparison.Ordinal);

        Assert.Equal("revoked 'partner'", (await RunAsync("revoke", "partner", "--function", "DcaStartRun")).Output.Trim());
        Assert.DoesNotContain("partner", (await RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_ThatCannotBe_AreRefused()
    {
        (await RunAsync("create", "a b")).IsRefused("ORC-HOST-118", "a b");
        (await RunAsync("create", "a", "--function", "Missing")).IsRefused(CodedError.BadArgument, "Missing");
        (await RunAsync("create", "a", "--function", "DcaStartRun", "--system")).IsRefused(CodedError.BadArgument, "--system");
        (await RunAsync("revoke", "none")).IsRefused("ORC-HOST-119", "none");
        (await RunAsync("revoke", "_master")).IsRefused("ORC-HOST-118");
        await File.WriteAllTextAsync(Path.Combine(folder, "keys.json"), "{}");
        (await RunAsync("list")).IsRefused("ORC-HOST-010", "keys.json");
    }

    Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(["keys", .. arguments, "--data-dir", folder]);
}
