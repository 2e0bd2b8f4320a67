using Orchestrations.App.Settings;
using Orchestrations.Local.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Settings;

/// <summary>The list of settings is what the code reads and what the infrastructure sets. UPDATE_SETTINGS=1 writes it anew.</summary>
public sealed class SettingsPageTests
{
    [Fact]
    public void Page_AsCommitted_IsWhatTheCodeReads()
    {
        var file = Path.Combine(Repository.Root, "docs", "reference", "settings.md");
        var actual = new SettingsPage().Write();
        if (Environment.GetEnvironmentVariable("UPDATE_SETTINGS") == "1")
            File.WriteAllText(file, actual);
        Assert.True(
            File.ReadAllText(file) == actual,
            "docs/reference/settings.md is not what the code reads. If the change is meant: "
            + "UPDATE_SETTINGS=1 dotnet test tests/Local.Tests --filter SettingsPage.");
    }

    [Fact]
    public void Settings_SetByTheInfrastructure_AreAllDeclared()
    {
        var declared = AppSettings.Groups.Concat(AppSettings.AzureGroups).SelectMany(group => group.Settings).ToList();

        var set = new SettingsPage().SetByInfra.ToList();

        Assert.Contains("Cosmos__Endpoint", set);
        Assert.Contains("TASKHUB_NAME", set);
        Assert.All(set, variable => Assert.True(
            declared.Exists(setting => setting.Covers(variable.Replace("__", ":", StringComparison.Ordinal))),
            $"{variable} is set by infra, and PlatformSettings does not declare it."));
    }

    [Fact]
    public void Settings_OfOneHead_AreDeclaredOnceAndSayWhatTheyDo()
    {
        var all = AppSettings.Groups.Concat(LocalSettings.Groups).SelectMany(group => group.Settings).ToList();

        Assert.Equal(all.Count, all.DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(all, setting => Assert.False(string.IsNullOrWhiteSpace(setting.What), setting.Key));
        Assert.Equal(
            [
                "Trading:ApiKey", "Trading:ApiSecret", "Alerts:Telegram:BotToken", "Alerts:Discord:Url", "Alerts:Webhook:Url",
                "Alerts:Webhook:Secret", "Alerts:Email:Password",
            ],
            all.Where(setting => setting.Secret).Select(setting => setting.Key));
    }
}
