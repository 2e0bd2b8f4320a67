using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Keys;

/// <summary>
/// The settings section <c>Keys</c>: VaultUri (none: a key file), PackSecret and ResponseSecret (the vault's secrets), RefreshEvery
/// (00:05:00), UsableFor (1.00:00:00 without an answer of the vault), File, Production (true unless trading is on paper).
/// </summary>
/// <param name="VaultUri">The Key Vault; null for a key file.</param>
/// <param name="PackSecret">The secret that holds the P-256 key as PEM.</param>
/// <param name="ResponseSecret">The secret that holds the HMAC secret, as Base64 or text.</param>
/// <param name="RefreshEvery">How long what the vault said holds.</param>
/// <param name="UsableFor">How long keys are used while the vault does not answer.</param>
/// <param name="File">The key file; empty where a head sets none.</param>
/// <param name="Production">True when a key that is missing must not be made.</param>
public sealed record KeysSettings(
    Uri? VaultUri, string PackSecret, string ResponseSecret, TimeSpan RefreshEvery, TimeSpan UsableFor, string File, bool Production)
{
    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static KeysSettings Read(SettingsReader settings, TradingSettings trading)
    {
        var text = settings.Text("Keys:VaultUri", "");
        Uri? vault = null;
        if (text.Length > 0 && (!Uri.TryCreate(text, UriKind.Absolute, out vault) || vault.Scheme != Uri.UriSchemeHttps))
            settings.Refuse(SettingsReader.BadValue, "Keys:VaultUri",
                $"'{text}' is refused; use an address such as https://name.vault.azure.net/.");
        return new KeysSettings(
            vault,
            settings.Text("Keys:PackSecret", "proofpack-signing"),
            settings.Text("Keys:ResponseSecret", "proofpack-response"),
            settings.Duration("Keys:RefreshEvery", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            settings.Duration("Keys:UsableFor", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            settings.Text("Keys:File", ""),
            settings.Flag("Keys:Production", trading.Mode != TradingMode.Paper));
    }
}
