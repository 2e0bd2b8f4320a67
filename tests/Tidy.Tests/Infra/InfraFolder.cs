using System.Text.Json;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>The files of infra/ by path within it: those of the repository, or a test's own.</summary>
sealed class InfraFolder
{
    readonly IReadOnlyDictionary<string, string> texts;
    readonly Lazy<IReadOnlyList<BicepFile>> bicep;

    public InfraFolder(IReadOnlyDictionary<string, string> texts)
    {
        this.texts = texts;
        bicep = new(() =>
        [
            .. texts.Where(file => file.Key.EndsWith(".bicep", StringComparison.Ordinal))
                .Select(file => new BicepFile(file.Key, file.Value)),
        ]);
    }

    /// <summary>The repository's.</summary>
    public static InfraFolder Real { get; } = new(WorkingTree.Files
        .Where(path => path.StartsWith("infra/", StringComparison.Ordinal))
        .ToDictionary(path => path["infra/".Length..], path => System.IO.File.ReadAllText(WorkingTree.FullPath(path))));

    public IReadOnlyList<BicepFile> Bicep => bicep.Value;

    public BicepFile? File(string path) => Bicep.FirstOrDefault(file => file.Path == path);

    public bool Has(string path) => texts.ContainsKey(path);

    public IEnumerable<string> Paths => texts.Keys;

    public string Text(string path) => texts[path];

    public JsonElement Json(string path) => JsonDocument.Parse(texts[path]).RootElement;

    /// <summary>A JSON object's string values by key.</summary>
    public Dictionary<string, string> Strings(string path) => Json(path).EnumerateObject()
        .Where(property => property.Value.ValueKind == JsonValueKind.String)
        .ToDictionary(property => property.Name, property => property.Value.GetString()!);

    /// <summary>Every app setting that the function app is given, by name, with its value as text.</summary>
    public IReadOnlyDictionary<string, string> AppSettings()
    {
        var settings = Strings("app-settings.json");
        foreach (var resource in Bicep.SelectMany(file => file.Resources))
            if (resource.Type == "Microsoft.Web/sites/config" && resource.Body.At("name")?.Literal == "appsettings")
                foreach (var (key, value) in resource.Body.At("properties")!.Of("object").First().Properties)
                    settings[key] = value.Text;
        return settings;
    }
}
