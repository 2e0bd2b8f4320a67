using Microsoft.DurableTask.Converters;

namespace Microsoft.DurableTask.Client;

public class DurableTaskClientOptions
{
    DataConverter converter = JsonDataConverter.Default;

    public string DefaultVersion { get; set; } = string.Empty;

    // Setting null restores the default.
    public DataConverter DataConverter
    {
        get => converter;
        set => converter = value ?? JsonDataConverter.Default;
    }
}
