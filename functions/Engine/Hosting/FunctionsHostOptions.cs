using Orchestrations.Engine.Keys;

namespace Orchestrations.Engine.Hosting;

/// <summary>What a head tells the host about its surroundings.</summary>
public sealed class FunctionsHostOptions
{
    /// <summary>Where the host keeps its keys; needed as soon as it listens beyond this machine.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>Shows a person the keys that the first start makes, once. Only their hashes are kept.</summary>
    public Action<FunctionKey, string> ShowNewKey { get; set; } =
        (key, value) => Console.Out.WriteLine($"New {key} (shown once, store it now): {value}");
}
