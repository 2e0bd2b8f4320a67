using Microsoft.Extensions.Configuration;
using Orchestrations.App.Settings;

namespace Orchestrations.App.Tests.Settings;

public class UnknownSettingsTests
{
    static readonly Setting[] known =
    [
        new("Risk:PriceBand", "number", "", "", ""),
        new("Risk:Targets:<SYMBOL>", "number", "", "", ""),
        new("Host", "text", "", "", ""),
    ];

    [Fact]
    public void Refused_FromTheCommandLineOrTheFile_NamesWhatMayBeMeant()
    {
        var problems = Refused(
            From(NamedSettings.File, "Risk:Priceband2"), From(NamedSettings.CommandLine, "Rsk:PriceBand", "Wholly:Different"));

        Assert.Equal(
            [("Risk:Priceband2", true), ("Rsk:PriceBand", true), ("Wholly:Different", false)],
            problems.Select(p => (p.Key, p.Problem.Contains("did you mean Risk:PriceBand?", StringComparison.Ordinal))));
        Assert.All(problems, p => Assert.Equal("ORC-SETTINGS-003", p.Code));
    }

    [Fact]
    public void Refused_WhatIsKnownOrForeign_IsNot() => Assert.Empty(Refused(
        From(NamedSettings.CommandLine, "risk:priceband", "Risk:Targets:BTCUSDT", "Logging:LogLevel:Default"),
        From(NamedSettings.File, "FUNCTIONS_WORKER_RUNTIME", "MyConnection", "Elsewhere:Setting")));

    [Fact]
    public void Find_InTheEnvironment_IsFoundAndNotRefused()
    {
        // Host is what shells call the machine; only what lies below a section of ours can be meant for us.
        var environment = From(NamedSettings.Environment, "Risk:PriceBnd", "Host");

        Assert.Empty(Refused(environment));
        var found = Assert.Single(new UnknownSettings(known).Find(new ConfigurationBuilder().Add(environment).Build()));
        Assert.Equal(new UnknownSetting("Risk:PriceBnd", "environment", "Risk:PriceBand"), found);
    }

    static List<SettingsProblem> Refused(params NamedSettings[] sources)
    {
        var builder = new ConfigurationBuilder();
        foreach (var source in sources)
            builder.Add(source);
        return [.. new UnknownSettings(known).Refused(builder.Build())];
    }

    static NamedSettings From(string origin, params string[] keys) =>
        new(origin, keys.Select(key => KeyValuePair.Create(key, (string?)"1")));
}
