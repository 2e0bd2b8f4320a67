using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Files;

/// <summary>One C# file: its text, its lines and its syntax.</summary>
sealed partial class SourceFile(string path)
{
    readonly Lazy<string> text = new(() => File.ReadAllText(WorkingTree.FullPath(path)));

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The folders between the root and the file: functions, Engine, and so on.</summary>
    public string[] Folders => Path.Split('/')[..^1];

    public string Text => text.Value;

    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    public CompilationUnitSyntax Syntax => field ??= CSharpSyntaxTree.ParseText(Text).GetCompilationUnitRoot();

    public BaseNamespaceDeclarationSyntax? Namespace => Syntax.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();

    public IEnumerable<string> PublicTypes
        => Syntax.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
            .Select(member => member switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.Text,
                DelegateDeclarationSyntax type => type.Identifier.Text,
                _ => null,
            })
            .OfType<string>();

    /// <summary>The code alone, tokens parted by one space except around dots: no comments, and "" for every string.</summary>
    public string Code => field ??= Dots().Replace(
        string.Join(' ', Syntax.DescendantTokens().Select(token => IsText(token) ? "\"\"" : token.Text)), ".");

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    static bool IsText(SyntaxToken token) => token.Kind() is
        SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.CharacterLiteralToken;

    [GeneratedRegex(@" ?\. ?")]
    private static partial Regex Dots();
}
