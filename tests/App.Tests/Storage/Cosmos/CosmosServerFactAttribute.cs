using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Storage.Cosmos;

/// <summary>A test that needs the Cosmos DB server from npm; without it, it is skipped and says so.</summary>
public sealed class CosmosServerFactAttribute : FactAttribute
{
    public CosmosServerFactAttribute()
    {
        if (!File.Exists(Program))
            Skip = "The Cosmos DB server is not installed: run `npm ci --ignore-scripts` in tests/App.Tests.";
    }

    /// <summary>The server's program.</summary>
    public static string Program { get; } =
        Path.Combine(Repository.Root, "tests", "App.Tests", "node_modules", "@vercel", "cosmosdb-server", "lib", "cli.js");
}
