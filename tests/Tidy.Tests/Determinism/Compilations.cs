using Microsoft.Azure.Functions.Worker;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>C# with its meaning: names resolved against FunctionsApi and the platform.</summary>
static class Compilations
{
    const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    const string SnippetUsings = """
        global using Microsoft.Azure.Functions.Worker;
        global using Microsoft.DurableTask;
        global using Microsoft.DurableTask.Client;
        global using Microsoft.Extensions.Logging;
        """;

    static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Append(typeof(FunctionAttribute).Assembly.Location)
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>The app, with the domain it calls. Packages are left out: no orchestrator may need one.</summary>
    public static Lazy<CSharpCompilation> App { get; } = new(() => Of(
        WorkingTree.Sources
            .Where(source => source.IsIn("functions/App") || source.IsIn("functions/Domain"))
            .Select(source => (source.Path, source.Text))));

    /// <summary>A piece of code of a test.</summary>
    public static CSharpCompilation Snippet(string code)
    {
        var compilation = Of([("usings.cs", SnippetUsings), ("snippet.cs", code)]);
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return compilation;
    }

    static CSharpCompilation Of(IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "code",
        sources.Append(("globals.cs", Usings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, path: source.Item1)),
        References,
        Options);
}
