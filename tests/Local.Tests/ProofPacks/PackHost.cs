using System.Net;
using System.Text;
using System.Text.Json;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.Local.Tests.Serving;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.ProofPacks;

/// <summary>The local host with its proof packs, and what a tenant does with it.</summary>
sealed class PackHost : IAsyncDisposable
{
    readonly bool ownsFolder;

    PackHost(ServedHost host, string folder, bool ownsFolder) => (Host, Folder, this.ownsFolder) = (host, folder, ownsFolder);

    public ServedHost Host { get; }

    public string Folder { get; }

    public static async Task<PackHost> StartAsync(string? folder = null, params (string Key, string Value)[] settings)
    {
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("orchestrations-packs-").FullName;
        return new PackHost(await ServedHost.StartAsync(folder, WallClock.Instance, settings), folder, own);
    }

    public static string Request(string subject, int number = 0) => $$"""
        {"subject":"{{subject}}","events":[
          {"id":"a{{number}}","time":"2026-01-01T00:00:00Z","type":"pickup","carrier":"Ship & Co","weight":1200.50},
          {"id":"b{{number}}","time":"2026-01-02T00:00:00Z","type":"handover","driver":"Ada"}]}
        """;

    public Task<Reply> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Host.Http.SendAsync(request);
        var found = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), found);
    }

    /// <summary>Makes a pack and waits for it.</summary>
    public async Task<Reply> MakeAsync(string body, string? key = null, string? apiKey = null)
    {
        List<(string, string)> headers = [];
        if (key is not null)
            headers.Add(("Idempotency-Key", key));
        if (apiKey is not null)
            headers.Add(("X-Api-Key", apiKey));
        var made = await PostAsync("proofpacks/run?wait=30", body, [.. headers]);
        Assert.True(made.Status == HttpStatusCode.Created, made.ToString());
        return made;
    }

    /// <summary>Makes a tenant and answers its API key.</summary>
    public async Task<string> TenantAsync(string name)
    {
        var made = await PostAsync("api/tenants", $$"""{"name":"{{name}}"}""");
        Assert.True(made.Status == HttpStatusCode.Created, made.ToString());
        return made.Json.GetProperty("apiKey").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>What came back.</summary>
    public sealed record Reply(HttpStatusCode Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
    {
        public string Text => Encoding.UTF8.GetString(Body);

        public JsonElement Json => JsonDocument.Parse(Body).RootElement;

        public Manifest Manifest
        {
            get
            {
                using var file = PackFile.Open(Body);
                return file.Manifest;
            }
        }

        public LogProof Proof
        {
            get
            {
                using var file = PackFile.Open(Body);
                return LogProof.Read(Encoding.UTF8.GetBytes(file.LogProof!), out _)!;
            }
        }

        /// <summary>The pack's log proof leads from its manifest to its checkpoint.</summary>
        public Checkpoint CheckProof()
        {
            using var file = PackFile.Open(Body);
            var proof = Proof;
            var checkpoint = Checkpoint.Read(proof.Note.Text)!;
            Assert.True(MerkleProof.Includes(
                MerkleHash.Leaf(file.Payload), proof.Index, checkpoint.Size, [.. proof.Hashes], checkpoint.Root));
            return checkpoint;
        }

        public void IsProblem(HttpStatusCode status, string code)
        {
            Assert.True(Status == status, ToString());
            Assert.Equal(code, Json.GetProperty("code").GetString());
        }

        public override string ToString() => $"{(int)Status}: {Text}";
    }
}
