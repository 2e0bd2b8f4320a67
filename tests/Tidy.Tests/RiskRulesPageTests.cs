using Orchestrations.TestKit;

namespace Orchestrations.Tidy.Tests;

/// <summary>docs/reference/risk-rules.md shows the rules as they are.</summary>
public class RiskRulesPageTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "risk-rules.md"));

    [Fact]
    public void Example_OfARule_IsWordForWordThatOfTheProduct()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "functions", "Domain", "Risk", "WeekendRule.cs"));
        var example = Page.Split("```csharp\n")[1].Split("```")[0];

        Assert.Contains("class WeekendRule : IRiskRule", example, StringComparison.Ordinal);
        Assert.Contains(example.TrimEnd(), source, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ListsEveryRuleWithItsPriority()
    {
        var rules = Directory.GetFiles(Path.Combine(Repository.Root, "functions", "Domain", "Risk"), "*Rule.cs")
            .Where(file => !file.EndsWith("IRiskRule.cs", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .Select(text => $"| {After(text, "Name => \"", '"')} | {After(text, "Priority => ", ';')} |");

        Rule.Holds("Rules that the page does not list", rules.Where(row => !Page.Contains(row, StringComparison.Ordinal)));
    }

    static string After(string text, string mark, char end) => text.Split(mark)[1].Split(end)[0];
}
