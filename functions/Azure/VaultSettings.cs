using System.Net;
using Azure;
using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.Configuration;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.OnAzure;

/// <summary>
/// Secret settings from Key Vault, read once before anything else starts: no setting of the app holds a secret. Invariant: a vault
/// that does not answer stops the start. Otherwise an alert's channel would be missing without a word.
/// </summary>
static class VaultSettings
{
    /// <summary>Code of a vault that gives no secret.</summary>
    public const string NoKey = "ORC-AZURE-001";

    /// <summary>
    /// Puts the vault's secrets above all other settings; does nothing without a vault. The exchange's key is left alone on paper
    /// and needed otherwise; any other secret that the vault does not have is a setting that is not set.
    /// </summary>
    /// <param name="configuration">The settings; gains those of <see cref="VaultSecrets"/> that the vault has.</param>
    /// <param name="connect">Connects to the vault.</param>
    /// <exception cref="SettingsException">ORC-AZURE-001: the vault lacks the exchange's key, or does not give a secret.</exception>
    public static void Load(IConfigurationManager configuration, Func<Uri, SecretClient> connect)
    {
        // An address that cannot be read is refused with all other settings.
        if (!Uri.TryCreate(configuration["Keys:VaultUri"], UriKind.Absolute, out var address))
            return;
        var vault = connect(address);
        var trades = configuration["Trading:Mode"] is { Length: > 0 } mode
            && !string.Equals(mode.Trim(), TradingSettings.Name(TradingMode.Paper), StringComparison.OrdinalIgnoreCase);
        var read = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (setting, name) in VaultSecrets.Names.Where(secret => trades || !VaultSecrets.IsOfExchange(secret.Key)))
            if (Read(vault, name, setting) is { } value)
                read[setting] = value;
        configuration.AddInMemoryCollection(read);
    }

    static string? Read(SecretClient vault, string name, string setting)
    {
        try
        {
            return vault.GetSecret(name).Value.Value.Trim();
        }
        catch (RequestFailedException failure)
            when (failure.Status == (int)HttpStatusCode.NotFound && !VaultSecrets.IsOfExchange(setting))
        {
            return null;
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
