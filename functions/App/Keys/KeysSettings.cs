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
    const string VaultKey = "Keys:VaultUri";

    /// <summary>
    /// Refuses to go without a vault: on Azure a key file would be another one on each instance, and gone with it. The section is
    /// read with all others.
    /// </summary>
    /// <param name="settings">The reader, which collects what is wrong.</param>
    public static void NeedVault(SettingsReader settings)
    {
        if (!settings.IsSet(VaultKey))
            settings.Refuse(TradingSettings.Missing, VaultKey,
                "is missing: evidence is signed with the keys of a Key Vault. Set it to an address such as https://name.vault.azure.net/, "
                + "with the secrets that infra/hooks/signing-secrets makes.");
    }

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static KeysSettings Read(SettingsReader settings, TradingSettings trading)
    {
        var text = settings.Text(VaultKey, "", "the Key Vault that holds the keys", "address", standard: "none: a key file");
        Uri? vault = null;
        if (text.Length > 0 && (!Uri.TryCreate(text, UriKind.Absolute, out vault) || vault.Scheme != Uri.UriSchemeHttps))
            settings.Refuse(SettingsReader.BadValue, VaultKey,
                $"'{text}' is refused; use an address such as https://name.vault.azure.net/.");
        return new KeysSettings(
            vault,
            settings.Text("Keys:PackSecret", "proofpack-signing", "the name of the vault's secret with the P-256 private key as PEM", "name"),
            settings.Text("Keys:ResponseSecret", "proofpack-response",
                "the name of the vault's secret with the HMAC secret, at least 24 bytes, Base64 or text", "name"),
            settings.Duration("Keys:RefreshEvery", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1), TimeSpan.FromDays(1),
                "how long what the vault said holds"),
            settings.Duration("Keys:UsableFor", TimeSpan.FromDays(1), TimeSpan.FromMinutes(1), TimeSpan.FromDays(30),
                "how long keys are used while the vault does not answer"),
            settings.Text("Keys:File", "", "the key file, where there is no vault", "path", standard: "proof-keys.json in the data folder"),
            settings.Flag("Keys:Production", trading.Mode != TradingMode.Paper, "a missing key is refused, never made",
                "false on paper, else true"));
    }
}
