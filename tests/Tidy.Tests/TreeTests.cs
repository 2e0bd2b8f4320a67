using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests;

/// <summary>Where things are and how they look: a reader finds a type by its name and a folder by what it is about.</summary>
public partial class TreeTests
{
    const int LongestLine = 150;
    const int LongestSource = 400;
    const int LongestTest = 600;

    static readonly HashSet<string> TopLevel =
        ["README.md", "Orchestrations.sln", "host.json", "azure.yaml", "functions", "infra", "tests", "docs"];

    /// <summary>Folders are named after the user's world; these name a kind of thing instead.</summary>
    static readonly HashSet<string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        "Models", "Helpers", "Utils", "Services", "Common", "Misc", "Managers", "Exceptions", "Extensions", "Interfaces",
    };

    /// <summary>Entry points with top-level statements, which have no namespace.</summary>
    static readonly HashSet<string> EntryPoints =
        ["functions/Local/Program.cs", "functions/Azure/Program.cs", "tests/Benchmarks/Program.cs"];

    [Fact]
    public void TopLevel_ItsEntries_AreOnlyTheKnownOnes()
        => Rule.Holds("Unknown entries at the top level", WorkingTree.Tracked
            .Select(path => path.Split('/')[0])
            .Distinct()
            .Where(entry => !entry.StartsWith('.') && !TopLevel.Contains(entry)));

    [Fact]
    public void Folders_TheirNames_AreNoKinds()
        => Rule.Holds("Folders named after a kind of thing", WorkingTree.Files
            .SelectMany(path => path.Split('/')[..^1].Where(Kinds.Contains).Select(folder => $"{folder} in {path}")));

    [Fact]
    public void Sources_TheirNamespaces_EqualTheirFolders()
        => Rule.Holds("Namespaces that are not their folder's, file-scoped", WorkingTree.Sources
            .Where(source => !source.IsIn("functions/FunctionsApi") && !EntryPoints.Contains(source.Path))
            .Where(source => source.Syntax.Members.Count > 0)
            .Select(source => (source.Path, Expected: Expected(source), Actual: Declared(source)))
            .Where(source => source.Actual != source.Expected)
            .Select(source => $"{source.Path}: {source.Actual} instead of {source.Expected}"));

    [Fact]
    public void FunctionsApi_ItsNamespaces_AreMicrosofts()
        => Rule.Holds("Namespaces in FunctionsApi that are not Microsoft's", WorkingTree.Sources
            .Where(source => source.IsIn("functions/FunctionsApi"))
            .Where(source => !Declared(source).StartsWith("Microsoft.", StringComparison.Ordinal))
            .Select(source => $"{source.Path}: {Declared(source)}"));

    [Fact]
    public void Sources_TheirLength_StaysReadable()
        => Rule.Holds($"Files longer than {LongestSource} lines, {LongestTest} for tests", WorkingTree.Sources
            .Where(source => source.Lines.Length > (source.IsIn("tests") ? LongestTest : LongestSource))
            .Select(source => $"{source.Path}: {source.Lines.Length}"));

    [Fact]
    public void Sources_TheirLines_FitTheScreen()
        => Rule.Holds($"Lines longer than {LongestLine} characters", LinesWhere((lines, at) => lines[at].Length > LongestLine));

    // DurableTaskRegistry.Activities.cs holds a part of DurableTaskRegistry; DcaMessages.cs the records of one operation.
    [Fact]
    public void Sources_TheirNames_AreTheirFirstPublicType()
        => Rule.Holds("Files not named as the first public type in them", WorkingTree.Sources
            .Where(source => !source.Name.EndsWith("Messages.cs", StringComparison.Ordinal))
            .Where(source => source.PublicTypes.Any() && source.PublicTypes.First() != source.Name.Split('.', '{')[0])
            .Select(source => $"{source.Path}: {string.Join(", ", source.PublicTypes)}"));

    [Fact]
    public void Suppressions_OfWarnings_SayWhy()
        => Rule.Holds("Suppressions without a reason on the same line or the line above", LinesWhere((lines, at) =>
            Suppression().IsMatch(lines[at]) && !Reason().IsMatch(lines[at]) && !(at > 0 && Comment().IsMatch(lines[at - 1]))));

    // Orchestrations.Azure would hide the namespaces Azure.* from App's sources, which the head compiles.
    static string Expected(SourceFile source) => source.IsIn("functions/Azure")
        ? string.Join('.', ["Orchestrations.OnAzure", .. source.Folders[2..]])
        : $"Orchestrations.{string.Join('.', source.Folders[1..])}";

    static string Declared(SourceFile source)
        => source.Namespace switch
        {
            FileScopedNamespaceDeclarationSyntax scoped => scoped.Name.ToString(),
            { } block => $"a block for {block.Name}",
            null => "none",
        };

    static IEnumerable<string> LinesWhere(Func<string[], int, bool> breaks)
        => WorkingTree.Sources.SelectMany(source =>
        {
            var lines = source.Lines;
            return Enumerable.Range(0, lines.Length)
                .Where(at => breaks(lines, at))
                .Select(at => $"{source.Path}:{at + 1}: {lines[at].Trim()}");
        });

    [GeneratedRegex(@"^\s*#pragma warning disable\b|^\s*\[[^""]*\b(Unconditional)?SuppressMessage(Attribute)?\(")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"//\s*\S.{4,}|\bJustification = ""[^""]{5,}")]
    private static partial Regex Reason();

    [GeneratedRegex(@"^\s*//+\s*\S.{4,}")]
    private static partial Regex Comment();
}
