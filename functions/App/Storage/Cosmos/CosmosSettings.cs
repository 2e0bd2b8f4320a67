using Orchestrations.App.Settings;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Storage.Cosmos;

/// <summary>The settings section <c>Cosmos</c>: Endpoint (needed), Database (orchestrations), Container (items).</summary>
/// <param name="Endpoint">The account's address.</param>
/// <param name="Database">The database's id.</param>
/// <param name="Container">The container's id; its partition key is <c>/partition</c>.</param>
public sealed record CosmosSettings(Uri Endpoint, string Database, string Container)
{
    /// <summary>Reads the section; what is wrong is collected by the reader, and null answered.</summary>
    public static CosmosSettings? Read(SettingsReader settings)
    {
        var text = settings.Text(
            "Cosmos:Endpoint", "", "the account; reached as the app's identity, never by a key", "address", standard: "none, needed");
        var database = settings.Text("Cosmos:Database", "orchestrations", "the database");
        var container = settings.Text("Cosmos:Container", "items", "the container, partitioned by /partition");
        if (text.Length == 0)
            settings.Refuse(TradingSettings.Missing, "Cosmos:Endpoint", "is missing: set it to the address of the Cosmos DB account.");
        else if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http")
            return new CosmosSettings(endpoint, database, container);
        else
            settings.Refuse(SettingsReader.BadValue, "Cosmos:Endpoint",
                $"'{text}' is refused; use an address such as https://name.documents.azure.com/.");
        return null;
    }
}
