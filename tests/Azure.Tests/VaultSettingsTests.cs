using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Orchestrations.App.Settings;
using Orchestrations.OnAzure;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests;

/// <summary>The exchange's key comes from the vault, and only where real orders are sent.</summary>
public sealed class VaultSettingsTests
{
    static readonly DateTimeOffset made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("testnet")]
    [InlineData("Live")]
    public async Task Load_InAModeWithAnAccount_PutsTheVaultsKeyAboveEverything(string mode)
    {
        await using var vault = await KeyVaultStandIn.StartAsync();
        vault.Set("bybit-api-key", "old", made);
        vault.Set("bybit-api-key", "the-key", made.AddDays(1));
        vault.Set("bybit-api-secret", "the-secret\n", made);
        var settings = Settings(vault, mode);
        VaultSettings.Load(settings, address => Connect(vault, address));
        Assert.Equal(("the-key", "the-secret"), (settings["Trading:ApiKey"], settings["Trading:ApiSecret"]));
    }

    [Fact]
    public async Task Load_OnPaper_AsksNothing()
    {
        await using var vault = await KeyVaultStandIn.StartAsync();
        VaultSettings.Load(Settings(vault, "paper"), address => Connect(vault, address));
        Assert.Empty(vault.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Load_WithoutTheKeyInTheVault_IsRefusedByName(bool down)
    {
        await using var vault = await KeyVaultStandIn.StartAsync();
        vault.Set("bybit-api-key", "the-key", made);
        vault.IsDown = down;
        var refused = Assert.Throws<SettingsException>(
            () => VaultSettings.Load(Settings(vault, "live"), address => Connect(vault, address)));
        Assert.Equal(VaultSettings.NoKey, refused.Code);
        Assert.Contains(down ? "bybit-api-key" : "bybit-api-secret", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("the-key", refused.Message, StringComparison.Ordinal);
    }

    static ConfigurationManager Settings(KeyVaultStandIn vault, string mode)
    {
        var settings = new ConfigurationManager();
        settings.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Trading:Mode"] = mode,
            ["Keys:VaultUri"] = vault.Address.ToString(),
        });
        return settings;
    }

    static SecretClient Connect(KeyVaultStandIn vault, Uri address) => new(address, new Identity(vault.IssueToken()), new SecretClientOptions
    {
        Transport = new HttpClientTransport(vault.Handler()),
        DisableChallengeResourceVerification = true,
        Retry = { MaxRetries = 0 },
    });

    sealed class Identity(string token) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
