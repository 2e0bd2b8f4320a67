using Orchestrations.App.Settings;

namespace Orchestrations.App.Audit;

/// <summary>
/// The settings section <c>Audit</c>: TableEndpoint (none: the log lies beside everything else in Cosmos DB) and Table (audit).
/// </summary>
/// <param name="Endpoint">The tables of the storage account.</param>
/// <param name="Table">The table's name.</param>
sealed record AuditSettings(Uri Endpoint, string Table)
{
    const string EndpointKey = "Audit:TableEndpoint";

    /// <summary>Reads the section; what is wrong is collected by the reader. Null where no table is named.</summary>
    public static AuditSettings? Read(SettingsReader settings)
    {
        var text = settings.Text(
            EndpointKey, "", "the storage account's tables that the audit log lies in; else it lies beside everything in Cosmos DB", "address");
        var table = settings.Text("Audit:Table", "audit", "the table's name");
        if (text.Length == 0)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && endpoint.Scheme is "https" or "http")
            return new AuditSettings(endpoint, table);
        settings.Refuse(SettingsReader.BadValue, EndpointKey, $"'{text}' is refused; use an address such as https://name.table.core.windows.net/.");
        return null;
    }
}
