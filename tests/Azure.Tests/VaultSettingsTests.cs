using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Orchestrations.App.Alerts.Channels;
using Orchestrations.App.Settings;
using Orchestrations.OnAzure;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests;

/// <summary>Secrets come from the vault: those of alert channels always, the exchange's key only where real orders are sent.</summary>
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
    public async Task Load_OnPaper_LeavesTheExchangesKeyAlone()
    {
        await using var vault = await KeyVaultStandIn.StartAsync();
        vault.Set("bybit-api-key", "the-key", made);
        var settings = Settings(vault, "paper");
        VaultSettings.Load(settings, address => Connect(vault, address));
        Assert.Null(settings["Trading:ApiKey"]);
        Assert.DoesNotContain(vault.Requests, request => request.Contains("bybit", StringComparison.Ordinal));
    }

    // What the operator wrote is used, in whatever mode; what was never written is not set, and no error.
    [Fact]
    public async Task Load_OfAlertChannels_TakesThoseThatAreThere()
    {
        await using var vault = await KeyVaultStandIn.StartAsync();
        const string secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        vault.Set("alerts-webhook-url", "https://hooks.example.com/a\n", made);
        vault.Set("alerts-webhook-secret", secret, made);
        var settings = Settings(vault, "paper");
        VaultSettings.Load(settings, address => Connect(vault, address));
        var reader = new SettingsReader(settings);
        Assert.NotNull(WebhookSettings.Read(reader));
        Assert.Null(TelegramSettings.Read(reader));
        Assert.Null(DiscordSettings.Read(reader));
        Assert.Null(EmailSettings.Read(reader));
        reader.ThrowIfRefused();
        Assert.Equal(("https://hooks.example.com/a", secret), (settings["Alerts:Webhook:Url"], settings["Alerts:Webhook:Secret"]));
    }

    // Silence would be a channel that nobody knows is missing.
    [Fact]
    public async Task Load_FromAVaultThatDoesNotAnswer_StopsTheStartOnPaperToo()
    {
        await using var vault = await KeyVaultStandIn.StartAsync();
        vault.IsDown = true;
        var refused = Assert.Throws<SettingsException>(
            () => VaultSettings.Load(Settings(vault, "paper"), address => Connect(vault, address)));
        Assert.Equal(VaultSettings.NoKey, refused.Code);
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
