using System.Text.Json;
using Orchestrations.App.Settings;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Settings;

/// <summary>GET api/settings on a real host: what holds, where it comes from, and no secret.</summary>
public sealed class SettingsOverHttpTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-settings-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Settings_OfARunningHost_SayValueAndOrigin()
    {
        await using var host = await ServedHost.StartAsync(
            folder, WallClock.Instance,
            ("Dca:Plan:AmountPerInterval", "123.45"), ("Dca:Plan:Targets:BTCUSDT", "0.3"), ("Dca:Plan:Targets:ETHUSDT", "0.1"));

        var answer = (await host.GetAsync("api/settings")).Json;

        Said(answer, "Dca:Plan:AmountPerInterval", "123.45", "command line", isSet: true);
        Said(answer, "Dca:Plan:Targets:<SYMBOL>", "BTCUSDT 0.3, ETHUSDT 0.1", "command line", isSet: true);
        Said(answer, "Dca:Plan:DeploymentDays", "14", "default", isSet: false);
        Said(answer, "Dca:Schedule", "0 5 0 * * *", "default", isSet: false);
        Said(answer, "Keys:File", Path.Combine(folder, "proof-keys.json"), "start", isSet: false);
        Said(answer, "Retention:FailedDays", "365", "default", isSet: false);
        var line = Line(answer, "Risk:PriceBand");
        Assert.Equal("0.0001 to 1", line.GetProperty("range").GetString());
        Assert.Equal("number", line.GetProperty("type").GetString());
        Assert.Equal("Risk__PriceBand", line.GetProperty("variable").GetString());
        Assert.Equal(0, answer.GetProperty("unknown").GetArrayLength());
    }

    [Fact]
    public async Task Secrets_ThatAreSet_AreNotShown()
    {
        await using var host = await ServedHost.StartAsync(
            folder, WallClock.Instance, ("Trading:ApiSecret", "hush-hush-hush"));

        var answer = await host.GetAsync("api/settings");

        Assert.DoesNotContain("hush", answer.Text, StringComparison.Ordinal);
        var line = Line(answer.Json, "Trading:ApiSecret");
        Assert.True(line.GetProperty("secret").GetBoolean());
        Assert.True(line.GetProperty("isSet").GetBoolean());
        Assert.False(line.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.Null);
        Assert.Equal("command line", line.GetProperty("origin").GetString());
    }

    [Theory]
    [InlineData("Dca:Plan:AmountPerIntervall", "Dca:Plan:AmountPerInterval")]
    [InlineData("Trdaing:Mode", "Trading:Mode")]
    [InlineData("Dca:Plan:Target:BTCUSDT", "Dca:Plan:Targets:<SYMBOL>")]
    public async Task Settings_ThatAreMisspelt_RefuseTheStartAndSuggest(string key, string meant)
    {
        var refused = await Assert.ThrowsAsync<SettingsException>(() =>
            ServedHost.StartAsync(folder, WallClock.Instance, (key, "1")));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal(("ORC-SETTINGS-003", key), (problem.Code, problem.Key));
        Assert.Contains(meant, problem.Problem, StringComparison.Ordinal);
    }

    static void Said(JsonElement answer, string key, string value, string origin, bool isSet)
    {
        var line = Line(answer, key);
        Assert.Equal(
            (value, origin, isSet),
            (line.GetProperty("value").GetString(), line.GetProperty("origin").GetString(), line.GetProperty("isSet").GetBoolean()));
    }

    static JsonElement Line(JsonElement answer, string key) =>
        answer.GetProperty("settings").EnumerateArray().Single(line => line.GetProperty("key").GetString() == key);
}
