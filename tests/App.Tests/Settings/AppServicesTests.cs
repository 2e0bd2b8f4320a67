using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Dca;
using Orchestrations.App.Keys;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Risk;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Tests.Settings;

public class AppServicesTests
{
    [Fact]
    public void Settings_WithNothingSet_ArePaperAndTheCorePlan()
    {
        using var services = Start();

        Assert.Equal(TradingMode.Paper, services.GetRequiredService<TradingSettings>().Mode);
        var plan = services.GetRequiredService<DcaSettings>().PlanFrom(Bench.Start);
        Assert.Equal(10_000m, plan.Capital.Amount);
        Assert.Equal(["BTCUSDT 0.40", "ETHUSDT 0.20"], plan.Targets.Select(t => $"{t.Pair.Symbol} {t.Share}"));
        Assert.Equal(new DateTimeOffset(2024, 1, 15, 0, 0, 0, TimeSpan.Zero), plan.Start);
        Assert.Equal(0.02m, services.GetRequiredService<RiskSettings>().Limits.PriceBand);
    }

    [Fact]
    public void Live_WithNothingElse_NamesEverythingThatIsMissing()
    {
        var e = Assert.Throws<SettingsException>(() => Start(("Trading:Mode", "live")));

        Assert.Equal(
            ["Trading:ApiKey", "Trading:ApiSecret", "Trading:LiveTradingAcknowledged"], e.Problems.Select(p => p.Key));
        Assert.All(e.Problems, p => Assert.Equal("ORC-SETTINGS-002", p.Code));
    }

    [Fact]
    public void Live_WithKeysAndAcknowledgement_Starts()
    {
        using var services = Start(
            ("Trading:Mode", "live"), ("Trading:ApiKey", "k"), ("Trading:ApiSecret", "s"), ("Trading:LiveTradingAcknowledged", "true"));

        Assert.Equal(TradingMode.Live, services.GetRequiredService<TradingSettings>().Mode);
    }

    [Fact]
    public void Vault_WhereOneIsNeeded_IsAskedForWithTheRemedy()
    {
        var without = new SettingsReader(new ConfigurationBuilder().Build());
        KeysSettings.NeedVault(without);
        var problem = Assert.Single(Assert.Throws<SettingsException>(without.ThrowIfRefused).Problems);
        Assert.Equal(("ORC-SETTINGS-002", "Keys:VaultUri"), (problem.Code, problem.Key));
        Assert.Contains("infra/hooks/signing-secrets", problem.Problem, StringComparison.Ordinal);

        var with = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(
            [KeyValuePair.Create("Keys:VaultUri", (string?)"https://kv.vault.azure.net/")]).Build());
        KeysSettings.NeedVault(with);
        with.ThrowIfRefused();
    }

    [Theory]
    [InlineData("all", 8)]
    [InlineData("none", 0)]
    [InlineData("dca,trend", 2)]
    public void OperationsThatProveThemselves_ByName_AreThoseNamed(string text, int count)
    {
        using var services = Start(("ProofPacks:Operations", text));

        Assert.Equal(count, services.GetRequiredService<ProofPackSettings>().Operations.Count);
    }

    [Fact]
    public void OperationsThatProveThemselves_OfAnUnknownName_AreRefused() => Assert.Contains(
        "astrology", Assert.Throws<SettingsException>(() => Start(("ProofPacks:Operations", "dca,astrology"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Testnet_NeedsKeysButNoAcknowledgement() =>
        Assert.Equal(2, Assert.Throws<SettingsException>(() => Start(("Trading:Mode", "testnet"))).Problems.Count);

    [Theory]
    [InlineData("Trading:Mode", "production", "ORC-SETTINGS-001")]
    [InlineData("Trading:Portfolio", "My Portfolio", "ORC-SETTINGS-001")]
    [InlineData("Risk:MaxQuoteAge", "30", "ORC-SETTINGS-001")]
    [InlineData("Risk:PriceBand", "2", "ORC-SETTINGS-001")]
    [InlineData("Risk:MaxOrderShare", "-0.1", "ORC-SETTINGS-001")]
    [InlineData("Risk:CashReserve", "1,000", "ORC-SETTINGS-001")]
    [InlineData("Dca:Plan:Capital", "-5", "ORC-SETTINGS-001")]
    [InlineData("Dca:Plan:Capital", "1e4", "ORC-SETTINGS-001")]
    [InlineData("Dca:Plan:DeploymentDays", "0", "ORC-SETTINGS-001")]
    [InlineData("Dca:Plan:Start", "15.01.2024", "ORC-SETTINGS-001")]
    [InlineData("Dca:Plan:Targets:BTCEUR", "0.4", "ORC-MONEY-002")]
    public void Settings_WithABadValue_NameKeyValueAndCode(string key, string value, string code)
    {
        var problems = Assert.Throws<SettingsException>(() => Start((key, value))).Problems;

        Assert.Contains(problems, p => p.Key == key && p.Code == code);
        // Of a target the symbol is what is wrong, and it is a part of the key.
        var named = key.Contains(":Targets:", StringComparison.Ordinal) ? "BTCEUR" : value;
        Assert.Contains(named, problems[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_WhoseSharesAreMoreThanAll_AreRefused() =>
        Assert.Equal("ORC-DCA-002", Assert.Throws<SettingsException>(() =>
            Start(("Dca:Plan:Targets:BTCUSDT", "0.9"), ("Dca:Plan:Targets:ETHUSDT", "0.2"))).Code);

    [Fact]
    public void Secrets_InAnError_AreNotShown() =>
        Assert.DoesNotContain("hush", Assert.Throws<SettingsException>(() =>
            Start(("Trading:Mode", "live"), ("Trading:ApiSecret", "hush"))).Message, StringComparison.Ordinal);

    static ServiceProvider Start(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(AppSettings.Schedules)
            .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
            .Build();
        return new ServiceCollection().AddOrchestrationsApp(configuration).BuildServiceProvider();
    }
}
