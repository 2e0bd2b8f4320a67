using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Keys;
using Orchestrations.Engine.Tests.Timers;

namespace Orchestrations.Engine.Tests.Keys;

public sealed class FunctionKeysTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orc-keys-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string File => Path.Combine(folder, "keys.json");

    [Fact]
    public void FirstUse_MakesMasterHostAndSystemKeyOnce()
    {
        var made = Keys().EnsureFirst();
        Assert.Equal(["master key", "host key 'default'", "system key 'durabletask_extension'"], made.Select(one => one.Key.ToString()));
        Assert.Equal(3, made.Select(one => one.Value).Distinct().Count());
        Assert.All(made, one => Assert.Equal(43, one.Value.Length));
        Assert.Empty(Keys().EnsureFirst());
    }

    [Fact]
    public void FirstUse_AfterAKeyWasMadeByHand_KeepsIt()
    {
        var mine = Keys().Create(KeyScope.Host, "default").Value;
        Assert.Equal(["_master", "durabletask_extension"], Keys().EnsureFirst().Select(one => one.Key.Name));
        Assert.Single(Keys().Recognise(mine));
    }

    [Fact]
    public void File_HoldsHashesForItsOwnerOnly()
    {
        var made = Keys().EnsureFirst();
        var text = System.IO.File.ReadAllText(File);
        Assert.All(made, one => Assert.DoesNotContain(one.Value, text, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void Key_OfAFunction_IsRecognisedAsThatAndNoOther()
    {
        var keys = Keys();
        keys.EnsureFirst();
        var value = keys.Create(KeyScope.Function, "partner", "Orders").Value;
        Assert.Equal(new FunctionKey(KeyScope.Function, "partner", "Orders", Now), Assert.Single(keys.Recognise(value)));
        Assert.Empty(keys.Recognise(value + "x"));
        Assert.Empty(keys.Recognise(""));
        Assert.Equal([KeyScope.Master, KeyScope.Host, KeyScope.Function, KeyScope.System], keys.List().Select(key => key.Scope));
    }

    [Fact]
    public void Key_MadeAgain_ReplacesTheOld()
    {
        var keys = Keys();
        var (old, replaced) = keys.Create(KeyScope.Host, "partner");
        Assert.False(replaced);
        var (fresh, again) = keys.Create(KeyScope.Host, "PARTNER");
        Assert.True(again);
        Assert.Empty(keys.Recognise(old));
        Assert.Single(keys.Recognise(fresh));
        Assert.Single(keys.List());
    }

    [Fact]
    public void Change_ByAnotherProgram_HoldsAtOnce()
    {
        var running = Keys();
        var value = running.Create(KeyScope.Host, "partner").Value;
        Assert.Single(running.Recognise(value));
        Assert.True(Keys().Revoke(KeyScope.Host, "partner"));
        Assert.Empty(running.Recognise(value));
        Assert.False(Keys().Revoke(KeyScope.Host, "partner"));
    }

    [Theory]
    [InlineData(KeyScope.Host, "a b")]
    [InlineData(KeyScope.Host, "ä")]
    [InlineData(KeyScope.Host, "_master")]
    [InlineData(KeyScope.Master, "other")]
    public void Key_WithAnotherName_IsRefused(KeyScope scope, string name) =>
        Assert.Equal("ORC-HOST-118", Assert.Throws<HostException>(() => Keys().Create(scope, name)).Code);

    [Fact]
    public void MasterKey_CanBeReplacedAndNotRevoked()
    {
        var keys = Keys();
        var old = keys.EnsureFirst()[0].Value;
        Assert.Equal("ORC-HOST-118", Assert.Throws<HostException>(() => keys.Revoke(KeyScope.Master, "_master")).Code);
        var fresh = keys.Create(KeyScope.Master, "_master").Value;
        Assert.Empty(keys.Recognise(old));
        Assert.Single(keys.Recognise(fresh));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"keys":[{"scope":"host","name":"default","sha256":"zz","created":"2024-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"keys":[{"scope":"host","name":"default","sha256":"abcd","created":"2024-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"keys":[{"scope":"host","sha256":"00","created":"2024-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"keys":[{"scope":"all","name":"default","sha256":"00","created":"2024-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"keys":[],"more":1}""")]
    public void File_ThatIsBroken_IsRefusedAndLeft(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.Equal("ORC-HOST-010", Assert.Throws<HostException>(() => Keys().EnsureFirst()).Code);
        Assert.Equal("ORC-HOST-010", Assert.Throws<HostException>(() => Keys().Create(KeyScope.Host, "partner")).Code);
        Assert.Equal(text, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void Change_WhileAnotherProgramChanges_IsRefused()
    {
        using var other = new FileStream(File + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal("ORC-HOST-010", Assert.Throws<HostException>(() => Keys().Create(KeyScope.Host, "partner")).Code);
    }

    [Fact]
    public void Keys_WithoutAFolder_AreNone()
    {
        var keys = new FunctionKeys(null, TimeProvider());
        Assert.Empty(keys.List());
        Assert.Equal("ORC-HOST-010", Assert.Throws<HostException>(() => keys.EnsureFirst()).Code);
    }

    static DateTimeOffset Now => TimeProvider().GetUtcNow();

    static TimeProvider TimeProvider() => TimerHost.ClockAt("2024-01-01T00:00:00Z");

    FunctionKeys Keys() => new(folder, TimeProvider());
}
