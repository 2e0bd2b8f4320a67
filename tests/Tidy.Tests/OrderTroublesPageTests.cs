using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orchestrations.TestKit;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests;

/// <summary>docs/reference/order-troubles.md names tests that exist.</summary>
public partial class OrderTroublesPageTests
{
    static readonly string[] rows = [.. File.ReadLines(
        Path.Combine(Repository.Root, "docs", "reference", "order-troubles.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)
        && !line.StartsWith("| trouble |", StringComparison.Ordinal))];

    [Fact]
    public void Rows_AllOfThem_NameATest()
        => Rule.Holds("Rows that no test holds", rows.Where(row => !Test().IsMatch(row.Split('|')[3])));

    [Fact]
    public void Tests_ThatTheRowsName_Exist()
    {
        var methods = WorkingTree.Sources
            .Where(source => source.IsIn("tests"))
            .SelectMany(source => source.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Select(method => method.Identifier.Text)
            .ToHashSet(StringComparer.Ordinal);
        Rule.Holds(
            "Tests that the page names and nobody wrote",
            rows.SelectMany(row => Test().Matches(row.Split('|')[3]))
                .Select(match => match.Groups["name"].Value)
                .Where(name => !methods.Contains(name)));
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+)`")]
    private static partial Regex Test();
}
