using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests;

/// <summary>Links lead somewhere, and every error code a user can meet has its page.</summary>
public partial class DocumentationTests
{
    const string ErrorPages = "docs/errors/";

    [Fact]
    public void Documents_TheirRelativeLinks_ResolveToFiles()
        => Rule.Holds("Links that lead nowhere", WorkingTree.Files
            .Where(path => path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(path => RelativeLinks(path).Where(link => !Resolves(path, link)).Select(link => $"{path}: {link}")));

    [Fact]
    public void ErrorCodes_UsedInSource_HaveAPage()
        => Rule.Holds($"Error codes without a page in {ErrorPages}", Codes().Except(Pages()));

    [Fact]
    public void ErrorPages_InTheDocumentation_AreUsedBySource()
        => Rule.Holds($"Pages in {ErrorPages} for codes that no source uses", Pages().Except(Codes()));

    static IEnumerable<string> Pages()
        => WorkingTree.Files
            .Where(path => path.StartsWith(ErrorPages, StringComparison.Ordinal))
            .Where(path => path.EndsWith(".md", StringComparison.Ordinal))
            .Select(path => path[ErrorPages.Length..^".md".Length])
            .Where(page => page != "README");

    static HashSet<string> Codes()
        => WorkingTree.Sources
            .Where(source => source.IsIn("functions"))
            .SelectMany(source => Literals(source.Syntax).Where(text => Code().IsMatch(text))
                .Concat(source.Syntax.DescendantNodes()
                    .OfType<ClassDeclarationSyntax>()
                    .Where(type => type.Identifier.Text == "ErrorCodes")
                    .SelectMany(type => type.DescendantNodes().OfType<FieldDeclarationSyntax>())
                    .SelectMany(Literals)))
            .ToHashSet(StringComparer.Ordinal);

    static IEnumerable<string> Literals(Microsoft.CodeAnalysis.SyntaxNode node)
        => node.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(literal => literal.Token.Value).OfType<string>();

    static IEnumerable<string> RelativeLinks(string path)
    {
        var text = CodeBlock().Replace(File.ReadAllText(WorkingTree.FullPath(path)), "");
        return Link().Matches(text)
            .Select(match => match.Groups["target"].Value)
            .Where(target => target.Length > 0 && !target.StartsWith('#') && !target.StartsWith("//", StringComparison.Ordinal))
            .Where(target => !Scheme().IsMatch(target));
    }

    static bool Resolves(string from, string link)
    {
        var target = Uri.UnescapeDataString(link.Split('#', '?')[0]);
        var folder = Path.GetDirectoryName(from) ?? "";
        var path = WorkingTree.FullPath(target.StartsWith('/') ? target[1..] : Path.Combine(folder, target));
        return File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"^ORC-[A-Z]+-\d+$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^ *(```|~~~).*?^ *\1|`[^`\n]*`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    // [text](target "title"), [label]: target, and the two HTML attributes that hold links.
    [GeneratedRegex(
        @"\]\(\s*<?(?<target>[^)\s>]+)[^)]*\)|^ *\[[^\]]+\]: *<?(?<target>[^\s>]+)|\b(src|href)=""(?<target>[^""]+)""",
        RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*:")]
    private static partial Regex Scheme();
}
