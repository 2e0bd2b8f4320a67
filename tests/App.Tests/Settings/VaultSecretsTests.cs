using System.Text.RegularExpressions;
using Orchestrations.App.Settings;

namespace Orchestrations.App.Tests.Settings;

/// <summary>Every secret has a way into the app on Azure that is no app setting.</summary>
public sealed partial class VaultSecretsTests
{
    [Fact]
    public void Names_OfTheVault_AreOneForEachSecretSetting()
    {
        var secrets = AppSettings.Groups.Concat(AppSettings.AzureGroups)
            .SelectMany(group => group.Settings)
            .Where(setting => setting.Secret)
            .Select(setting => setting.Key);
        Assert.Equal(secrets.Order(StringComparer.Ordinal), VaultSecrets.Names.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(VaultSecrets.Names.Count, VaultSecrets.Names.Values.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Names_OfTheVault_AreNamesThatKeyVaultTakes() =>
        Assert.All(VaultSecrets.Names.Values, name => Assert.Matches(Name(), name));

    [GeneratedRegex("^[0-9A-Za-z-]{1,127}$")]
    private static partial Regex Name();
}
