using System.Globalization;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.OpenApi;

/// <summary>
/// The description of the HTTP API is what the functions are. UPDATE_OPENAPI=1 writes it anew after a change on purpose.
/// </summary>
public sealed class OpenApiTests
{
    static readonly Assembly app = typeof(AppServices).Assembly;

    static readonly JsonSerializerOptions indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    [Fact]
    public void Document_AsCommitted_DescribesTheFunctions()
    {
        var file = Path.Combine(Repository.Root, "functions", "App", "OpenApi", "openapi.json");
        var actual = OpenApiDocument.Of(app).ToJsonString(indented) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            File.WriteAllText(file, actual);
        Assert.True(
            File.ReadAllText(file) == actual,
            "functions/App/OpenApi/openapi.json is not what the functions are. If the change is meant: "
            + "UPDATE_OPENAPI=1 dotnet test tests/App.Tests --filter OpenApi, and build again.");
    }

    [Fact]
    public void Functions_OverHttp_SayWhatTheyDoAndAnswer()
    {
        var documented = new DocumentedMembers(app);
        var silent = OpenApiDocument.Functions(app)
            .Where(f => documented.Of(f.Method) is null or "" || !f.Method.GetCustomAttributes<ProducesResponseTypeAttribute>().Any())
            .Select(f => $"{f.Method.DeclaringType!.Name}.{f.Method.Name} needs a summary and [ProducesResponseType<T>(status)]");
        Assert.Empty(silent);
    }

    [Fact]
    public void Functions_ThatReadABody_SayWhich()
    {
        // Bodies are read through RequestJson only, so the sources tell who reads one.
        var document = OpenApiDocument.Of(app);
        var readers = Directory.EnumerateFiles(Path.Combine(Repository.Root, "functions", "App"), "*Triggers.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("RequestJson.ReadAsync<", StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => OpenApiDocument.Functions(app).Any(f => f.Method.DeclaringType!.Name == name));
        foreach (var reader in readers)
            Assert.Contains(OpenApiDocument.Functions(app), f =>
                f.Method.DeclaringType!.Name == reader && f.Method.GetCustomAttribute<ConsumesAttribute>() is not null);
        Assert.NotEmpty(document["paths"]!.AsObject());
    }

    [Fact]
    public void References_InTheDocument_LeadSomewhere()
    {
        var document = OpenApiDocument.Of(app);
        var references = References(document).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            JsonNode? place = document;
            foreach (var step in reference.Split('/').Skip(1))
                place = place is JsonArray items ? items[int.Parse(step, CultureInfo.InvariantCulture)] : place?[step];
            Assert.True(place is not null, $"{reference} leads nowhere.");
        });
    }

    static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
