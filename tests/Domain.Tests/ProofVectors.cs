using System.Text.Json;
using Orchestrations.TestKit;

namespace Orchestrations.Domain.Tests;

/// <summary>The published vectors beside the checkout: shared/data/proof-vectors.</summary>
static class ProofVectors
{
    static readonly Lazy<JsonElement> Document = new(() => JsonDocument.Parse(File.ReadAllText(PathOf("vectors.json"))).RootElement);

    public static bool Exist => Repository.SharedData is { } data && Directory.Exists(Path.Combine(data, "proof-vectors"));

    public static JsonElement Of(string name) => Document.Value.GetProperty(name);

    public static string PathOf(string file) => Path.Combine(Repository.SharedData!, "proof-vectors", file);

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
