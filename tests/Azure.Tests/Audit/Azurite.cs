using System.Diagnostics;
using Azure.Data.Tables;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests.Audit;

/// <summary>Table Storage on loopback, by npm's azurite 3.37: the service's own protocol, its batches and its ETags.</summary>
sealed class Azurite : IAsyncDisposable
{
    // The one account that every azurite has; the key is public and opens nothing else.
    const string Account = "devstoreaccount1";
    const string PublicKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    readonly Process server;
    readonly Uri endpoint;

    Azurite(Process server, int port) =>
        (this.server, endpoint) = (server, new Uri($"http://127.0.0.1:{port}/{Account}"));

    /// <summary>The server's program.</summary>
    public static string Program { get; } = Path.Combine(
        Repository.Root, "tests", "Azure.Tests", "node_modules", "azurite", "dist", "src", "table", "main.js");

    public static async Task<Azurite> StartAsync()
    {
        var port = LoopbackPort.Free();
        var server = Process.Start(new ProcessStartInfo(
            "node",
            [Program, "--tableHost", "127.0.0.1", "--tablePort", $"{port}", "--inMemoryPersistence", "--skipApiVersionCheck",
                "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // It says that it listens as soon as it does.
        while (await server.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line
            && !line.Contains("successfully started", StringComparison.Ordinal))
        {
        }
        return new Azurite(server, port);
    }

    /// <summary>A new table.</summary>
    public async Task<TableClient> CreateTableAsync(string name)
    {
        var table = Connect(name);
        await table.CreateIfNotExistsAsync();
        return table;
    }

    /// <summary>A table that may not be there.</summary>
    public TableClient Connect(string name) => new(endpoint, name, new TableSharedKeyCredential(Account, PublicKey));

    public async ValueTask DisposeAsync()
    {
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
    }
}
