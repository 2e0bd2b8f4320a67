using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.OnAzure;

/// <summary>
/// The exchange's key from Key Vault, read once before anything else starts: no setting of the app holds a secret. Paper asks
/// for none, and so for no vault.
/// </summary>
static class VaultSettings
{
    /// <summary>Code of a vault that gives no key.</summary>
    public const string NoKey = "ORC-AZURE-001";

    /// <summary>The secrets, and the settings that they become.</summary>
    public static IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bybit-api-key"] = "Trading:ApiKey",
        ["bybit-api-secret"] = "Trading:ApiSecret",
    };

    /// <summary>Puts the secrets above all other settings; does nothing on paper, or without a vault.</summary>
    /// <param name="configuration">The settings; gains two.</param>
    /// <param name="connect">Connects to the vault.</param>
    /// <exception cref="SettingsException">ORC-AZURE-001: the vault has no such secret, or does not answer.</exception>
    public static void Load(IConfigurationManager configuration, Func<Uri, SecretClient> connect)
    {
        // A mode or an address that cannot be read is refused with all other settings.
        if (configuration["Trading:Mode"] is not { Length: > 0 } mode
            || string.Equals(mode.Trim(), TradingSettings.Name(TradingMode.Paper), StringComparison.OrdinalIgnoreCase)
            || !Uri.TryCreate(configuration["Keys:VaultUri"], UriKind.Absolute, out var address))
            return;
        var vault = connect(address);
        configuration.AddInMemoryCollection(Secrets.ToDictionary(
            secret => secret.Value, string? (secret) => Read(vault, secret.Key, secret.Value), StringComparer.Ordinal));
    }

    static string Read(SecretClient vault, string name, string setting)
    {
        try
        {
            return vault.GetSecret(name).Value.Value.Trim();
        }
        // Status only: what the client says may quote a request.
        catch (Exception failure) when (failure is RequestFailedException or AggregateException or AuthenticationFailedException)
        {
            throw new SettingsException([new SettingsProblem(NoKey, setting,
                $"is the secret '{name}' of {vault.VaultUri}, which cannot be read ({(failure as RequestFailedException)?.Status ?? 0}): "
                + "write it there, and let the app's identity get secrets.")]);
        }
    }
}
