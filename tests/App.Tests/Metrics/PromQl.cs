using System.Text.RegularExpressions;

namespace Orchestrations.App.Tests.Metrics;

/// <summary>What an expression of Prometheus asks for: metrics, and labels of them.</summary>
/// <param name="Metrics">Names of metrics.</param>
/// <param name="Labels">Names of labels, in matchers and groupings.</param>
sealed partial record PromQl(IReadOnlySet<string> Metrics, IReadOnlySet<string> Labels)
{
    static readonly HashSet<string> words = ["and", "or", "unless", "by", "without", "on", "ignoring", "bool", "offset", "group_left", "group_right"];

    /// <summary>Reads an expression.</summary>
    public static PromQl Of(string expression)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var rest = Text().Replace(expression, "\"\"");
        rest = Grouping().Replace(rest, match =>
        {
            labels.UnionWith(Name().Matches(match.Groups["labels"].Value).Select(name => name.Value));
            return " ";
        });
        rest = Matchers().Replace(rest, match =>
        {
            labels.UnionWith(Name().Matches(match.Groups["labels"].Value).Select(name => name.Value));
            return " ";
        });
        rest = Span().Replace(rest, " ");
        var metrics = Name().Matches(rest)
            .Where(name => !words.Contains(name.Value) && !rest[(name.Index + name.Length)..].TrimStart().StartsWith('('))
            .Select(name => name.Value);
        return new PromQl(metrics.ToHashSet(StringComparer.Ordinal), labels);
    }

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"\b(by|without|on|ignoring)\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\{(?<labels>[^}]*)\}")]
    private static partial Regex Matchers();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Span();

    [GeneratedRegex("[a-zA-Z_][a-zA-Z0-9_]*")]
    private static partial Regex Name();
}
