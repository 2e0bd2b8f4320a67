namespace Orchestrations.Engine.Hosting;

/// <summary>What a head tells the host about its surroundings.</summary>
public sealed class FunctionsHostOptions
{
    /// <summary>Where the host keeps its key file; needed as soon as it listens beyond this machine.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>Shows a person the host key, once, when it is made. Only its hash is kept.</summary>
    public Action<string> ShowNewKey { get; set; } = key => Console.Out.WriteLine($"Host key (shown once, store it now): {key}");
}
