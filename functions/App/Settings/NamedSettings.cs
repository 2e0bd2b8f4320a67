using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Orchestrations.App.Settings;

/// <summary>Settings whose origin has a name, so that a reader of <c>api/settings</c> learns where a value comes from.</summary>
/// <param name="origin">One of the names below.</param>
/// <param name="values">The settings.</param>
public sealed class NamedSettings(string origin, IEnumerable<KeyValuePair<string, string?>> values) : IConfigurationSource
{
    /// <summary>The product's own value.</summary>
    public const string Default = "default";

    /// <summary>The head's own value: it follows from how it was started.</summary>
    public const string Head = "start";

    /// <summary>local.settings.json in the working folder.</summary>
    public const string File = "local.settings.json";

    /// <summary>An environment variable; on Azure, an app setting.</summary>
    public const string Environment = "environment";

    /// <summary>--set Key=Value.</summary>
    public const string CommandLine = "command line";

    /// <summary>Where a provider has its settings from.</summary>
    public static string OriginOf(IConfigurationProvider provider) => provider switch
    {
        Provider named => named.Origin,
        EnvironmentVariablesConfigurationProvider => Environment,
        _ => provider.GetType().Name.Replace("ConfigurationProvider", "", StringComparison.Ordinal),
    };

    /// <summary>The provider whose value of a key holds; null where none has it.</summary>
    public static IConfigurationProvider? ProviderOf(IConfiguration configuration, string key) =>
        (configuration as IConfigurationRoot)?.Providers.Reverse().FirstOrDefault(provider => provider.TryGet(key, out _));

    /// <summary>The keys that sources of an origin set, whatever holds in the end.</summary>
    public static IEnumerable<string> KeysFrom(IConfiguration configuration, string origin) =>
        (configuration as IConfigurationRoot)?.Providers.OfType<Provider>()
            .Where(provider => provider.Origin == origin)
            .SelectMany(provider => provider.Given) ?? [];

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(origin, values);

    sealed class Provider(string origin, IEnumerable<KeyValuePair<string, string?>> values)
        : MemoryConfigurationProvider(new MemoryConfigurationSource { InitialData = values })
    {
        public string Origin => origin;

        // A host writes values of its own into every provider later, such as its addresses.
        public IReadOnlyList<string> Given { get; } = [.. values.Select(pair => pair.Key)];
    }
}
