using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Tests.Hosting;

public class HostJsonTests
{
    [Fact]
    public void Parse_AWholeFile_ReadsWhatItGoverns()
    {
        var host = HostJson.Parse("""
            {
              "version": "2.0", // the Functions host allows comments
              "functionTimeout": "00:10:00",
              "logging": { "logLevel": { "default": "Warning", "Function.Nightly": "debug" }, "applicationInsights": {} },
              "extensions": {
                "http": { "routePrefix": "" },
                "durableTask": { "hubName": "%TASKHUB_NAME%", "maxConcurrentActivityFunctions": 8, "MaxConcurrentOrchestratorFunctions": 4 },
              },
            }
            """);

        Assert.Equal("", host.RoutePrefix);
        Assert.Equal("%TASKHUB_NAME%", host.HubName);
        Assert.Equal(8, host.MaxConcurrentActivityFunctions);
        Assert.Equal(4, host.MaxConcurrentOrchestratorFunctions);
        Assert.Equal(LogLevel.Warning, host.LogLevels["Default"]);
        Assert.Equal(LogLevel.Debug, host.LogLevels["Function.Nightly"]);
    }

    [Fact]
    public void ApplyTo_TheEnginesOptions_SetsWhatTheFileSays()
    {
        var host = HostJson.Parse("""
            {
              "extensions": {
                "durableTask": { "defaultVersion": "2.0", "versionMatchStrategy": "strict", "versionFailureStrategy": "Fail" }
              }
            }
            """);
        var engine = new EngineOptions { MaxConcurrentActivities = 3 };
        host.ApplyTo(engine);

        Assert.Equal("2.0", engine.DefaultVersion);
        Assert.Equal(VersionMatchStrategy.Strict, engine.VersionMatchStrategy);
        Assert.Equal(VersionFailureStrategy.Fail, engine.VersionFailureStrategy);
        Assert.Equal(3, engine.MaxConcurrentActivities);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "extensions": null, "logging": { "logLevel": null } }""")]
    [InlineData("""{ "extensions": { "http": 7 } }""")]
    public void Parse_WithoutKnownKeys_GivesTheDefaults(string text)
    {
        var host = HostJson.Parse(text);
        Assert.Equal("api", host.RoutePrefix);
        Assert.Null(host.HubName);
        Assert.Null(host.MaxConcurrentActivityFunctions);
        Assert.Null(host.DefaultVersion);
        Assert.Equal(VersionMatchStrategy.CurrentOrOlder, host.VersionMatchStrategy);
        Assert.Equal(VersionFailureStrategy.Reject, host.VersionFailureStrategy);
        Assert.Empty(host.LogLevels);
    }

    [Fact]
    public void Load_WithoutAFile_GivesTheDefaults()
        => Assert.Equal("api", HostJson.Load(Path.Combine(Path.GetTempPath(), "no-such-host.json")).RoutePrefix);

    [Fact]
    public void Parse_MalformedJson_NamesTheFileAndTheLine()
    {
        var refused = Assert.Throws<HostException>(() => HostJson.Parse("{\n  \"version\": \"2.0\"\n  \"x\": 1\n}", "conf/host.json"));
        Assert.Equal("ORC-HOST-008", refused.Code);
        Assert.Contains("conf/host.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("line 3", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "the file")]
    [InlineData("""{ "extensions": { "http": { "routePrefix": 7 } } }""", "extensions.http.routePrefix")]
    [InlineData("""{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 0 } } }""", "maxConcurrentActivityFunctions")]
    [InlineData("""{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": "8" } } }""", "maxConcurrentActivityFunctions")]
    [InlineData("""{ "extensions": { "durableTask": { "defaultVersion": 2 } } }""", "defaultVersion")]
    [InlineData("""{ "extensions": { "durableTask": { "versionMatchStrategy": "Newer" } } }""", "versionMatchStrategy")]
    [InlineData("""{ "extensions": { "durableTask": { "versionFailureStrategy": "7" } } }""", "versionFailureStrategy")]
    [InlineData("""{ "logging": { "logLevel": { "default": "Loud" } } }""", "logging.logLevel.default")]
    [InlineData("""{ "logging": { "logLevel": { "default": "17" } } }""", "logging.logLevel.default")]
    public void Parse_AWrongValue_NamesTheKey(string text, string key)
    {
        var refused = Assert.Throws<HostException>(() => HostJson.Parse(text));
        Assert.Equal("ORC-HOST-008", refused.Code);
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }
}
