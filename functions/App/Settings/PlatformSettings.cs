namespace Orchestrations.App.Settings;

/// <summary>
/// What the Functions host and the SDKs read on Azure. The infrastructure sets all of it; a test holds this list against the
/// app settings of infra/function-app.bicep.
/// </summary>
static class PlatformSettings
{
    /// <summary>The namespace that triggers listen on and messages are sent to.</summary>
    public static readonly Setting BusNamespace = new(
        "ServiceBus:fullyQualifiedNamespace", "text", "", "", "the address of the Service Bus namespace that triggers listen on");

    /// <summary>Declares them.</summary>
    public static void Declare(SettingsReader settings)
    {
        Note("TASKHUB_NAME", "the Durable Task Scheduler's hub, named in host.json");
        Note("DURABLE_TASK_SCHEDULER_CONNECTION_STRING", "the scheduler's address and whose identity reaches it; it holds no key");
        Note("AZURE_CLIENT_ID", "the identity that the Azure SDKs take");
        Note("AzureWebJobsStorage:credential", "managedidentity: the host's storage is reached without a key");
        Note("AzureWebJobsStorage:clientId", "the identity that reaches it");
        Note("AzureWebJobsStorage:blobServiceUri", "the address of its blobs");
        Note("AzureWebJobsStorage:tableServiceUri", "the address of its tables");
        settings.Declare(BusNamespace);
        Note("ServiceBus:credential", "managedidentity: Service Bus is reached without a key");
        Note("ServiceBus:clientId", "the identity that reaches it");
        Note("APPLICATIONINSIGHTS_CONNECTION_STRING", "where telemetry goes; it opens nothing, because local authentication is off");
        Note("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "the identity that sends telemetry");

        void Note(string key, string what) => settings.Declare(new Setting(key, "text", "", "", what));
    }
}
