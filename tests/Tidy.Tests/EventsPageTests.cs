using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Orchestrations.TestKit;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests;

/// <summary>docs/reference/events.md lists every code that an alert is raised with, once, and a test that raises it.</summary>
public partial class EventsPageTests
{
    const int Severity = 2;
    const int Code = 3;
    const int Over = 5;
    const int Test = 6;

    static readonly List<string[]> rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "reference", "events.md"))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| event |", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void Codes_ThatAlertsAreRaisedWith_AreOnThePageOnce()
    {
        var (raised, unknown) = new RaisedCodes().Read();
        var listed = rows.Select(CodeOf).ToList();

        Rule.Holds("Alerts whose code cannot be told", unknown);
        Rule.Holds("Codes that alerts are raised with and the page does not have", raised.Except(listed));
        Rule.Holds("Codes on the page that no alert is raised with", listed.Except(raised));
        Rule.Holds("Codes that are on the page twice", listed.GroupBy(code => code).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Rows_AllOfThem_SayHowGraveAndWhenItIsOver() => Rule.Holds(
        "Rows without severity, end, or a link to the code's own page",
        rows.Where(row => row.Length != 8 || !Grave().IsMatch(row[Severity]) || row[Over].Length == 0 || !Link().IsMatch(row[Code]))
            .Select(row => string.Join(" | ", row)));

    [Fact]
    public void Tests_ThatTheRowsName_ExistBesideTheirCode()
    {
        var tests = WorkingTree.Sources
            .Where(source => source.IsIn("tests"))
            .SelectMany(source => source.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>(), (source, method) => (source, method))
            .Where(one => one.method.AttributeLists.SelectMany(list => list.Attributes)
                .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory"))
            .ToLookup(one => one.method.Identifier.Text, one => one.source.Text);
        Rule.Holds("Rows whose test is not there, or whose file does not name the code", rows
            .Where(row => !tests[row[Test].Trim('`')].Any(text => text.Contains(CodeOf(row), StringComparison.Ordinal)))
            .Select(row => $"{row[Code]}: {row[Test]}"));
    }

    // What was asked for, and the codes that answer it.
    [Theory]
    [InlineData("positions", "ORC-TREND-011", "ORC-TREND-012", "ORC-RECON-002")]
    [InlineData("stops", "ORC-TREND-010", "ORC-TREND-013", "ORC-TREND-014", "ORC-RECON-005")]
    [InlineData("funding", "ORC-FUNDING-011", "ORC-FUNDING-013", "ORC-FUNDING-014", "ORC-FUNDING-015", "ORC-RECON-004")]
    [InlineData("breaker levels", "ORC-BREAKER-002")]
    [InlineData("differences in reconciliation", "ORC-RECON-001", "ORC-RECON-003")]
    [InlineData("missed timers", "ORC-HEALTH-010")]
    [InlineData("stuck instances", "ORC-HEALTH-009")]
    [InlineData("dead letters", "ORC-HEALTH-008")]
    [InlineData("stale data", "ORC-HEALTH-003")]
    [InlineData("low balance", "ORC-HEALTH-015", "ORC-RISK-005")]
    [InlineData("key expiry", "ORC-HEALTH-016")]
    [InlineData("errors over 1 %", "ORC-HEALTH-013")]
    public void Events_ThatPeopleAskedFor_AreOnThePage(string asked, params string[] codes) => Rule.Holds(
        $"Codes of {asked} without a row", codes.Except(rows.Select(CodeOf)));

    static string CodeOf(string[] row) => Link().Match(row[Code]).Groups["code"].Value;

    [GeneratedRegex(@"^\[(?<code>ORC-[A-Z]+-\d+)\]\(\.\./errors/\k<code>\.md\)$")]
    private static partial Regex Link();

    [GeneratedRegex("^(P[0-3](, P[0-3])*|as asked)$")]
    private static partial Regex Grave();
}
