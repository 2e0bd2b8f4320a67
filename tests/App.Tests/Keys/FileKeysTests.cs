using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Keys;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Keys;

public sealed class FileKeysTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-keys-").FullName;

    string File => Path.Combine(folder, "below", "keys.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task KeyFile_AtTheFirstStart_IsMadeForItsOwnerAlone()
    {
        using var first = Keys();
        var made = await first.GetAsync(CancellationToken.None);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        using var second = Keys();
        var read = await second.GetAsync(CancellationToken.None);
        Assert.Equal((made.Pack.Id, made.Response.Id), (read.Pack.Id, read.Response.Id));
        Assert.Equal(made.Pack.PublicKey.ToArray(), read.Pack.PublicKey.ToArray());
        Assert.Equal(made.Response.SecretOf("t"), read.Response.SecretOf("t"));
    }

    [Fact]
    public async Task KeyFile_InProduction_IsNeverMade()
    {
        using var keys = Keys(production: true);

        var refused = await Assert.ThrowsAsync<KeysException>(async () => await keys.GetAsync(CancellationToken.None));

        Assert.Equal(KeysException.Missing, refused.Code);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task Rotation_OfTheFile_KeepsTheOldKeys()
    {
        using var keys = Keys();
        var old = await keys.GetAsync(CancellationToken.None);

        var rotated = keys.Rotate();

        Assert.NotEqual(old.Pack.Id, rotated.Pack.Id);
        Assert.Equal([old.Pack.Id, rotated.Pack.Id], rotated.Packs.Select(k => k.Id));
        Assert.Equal([old.Response.Id, rotated.Response.Id], rotated.Responses.Select(k => k.Id));
        using var again = Keys(production: true);
        Assert.Equal(rotated.Pack.Id, (await again.GetAsync(CancellationToken.None)).Pack.Id);
    }

    [Fact]
    public async Task Rotation_ByAnotherProcess_IsSeenByARunningOne()
    {
        using var running = Keys();
        var old = await running.GetAsync(CancellationToken.None);
        using var other = Keys();
        var rotated = other.Rotate();

        var seen = await running.GetAsync(CancellationToken.None);

        Assert.Equal(rotated.Pack.Id, seen.Pack.Id);
        Assert.Same(old.Pack, seen.Packs[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"keys":[{"id":"a"}]}""")]
    [InlineData("hush")]
    public async Task KeyFile_ThatHoldsNoKeys_IsRefusedUnseen(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, content);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var keys = Keys();

        var refused = await Assert.ThrowsAsync<KeysException>(async () => await keys.GetAsync(CancellationToken.None));

        Assert.Equal(KeysException.BadFile, refused.Code);
        Assert.DoesNotContain("hush", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(content, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task KeyFile_ThatOthersMayRead_IsRefused()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (var first = Keys())
            await first.GetAsync(CancellationToken.None);
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        using var keys = Keys();

        Assert.Equal(
            KeysException.BadFile,
            (await Assert.ThrowsAsync<KeysException>(async () => await keys.GetAsync(CancellationToken.None))).Code);
    }

    FileKeys Keys(bool production = false) => new(
        new KeysSettings(null, "p", "r", TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), File, production),
        new ManualTimeProvider(Bench.Start), NullLogger<FileKeys>.Instance);
}
