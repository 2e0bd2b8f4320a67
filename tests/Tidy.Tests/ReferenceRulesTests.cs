using System.Text.RegularExpressions;
using Orchestrations.Tidy.Tests.Files;

namespace Orchestrations.Tidy.Tests;

/// <summary>Who may know whom, by project file and by source text.</summary>
public partial class ReferenceRulesTests
{
    /// <summary>The projects under functions/ and what each may reference. Azure compiles App's own sources.</summary>
    static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Domain"] = [],
        ["FunctionsApi"] = [],
        ["App"] = ["Domain", "FunctionsApi"],
        ["Engine"] = ["FunctionsApi"],
        ["Local"] = ["App", "Engine"],
        ["Azure"] = ["Domain"],
    };

    /// <summary>What test projects may reference beyond the project they are named after and TestKit.</summary>
    static readonly Dictionary<string, string[]> TestsMayAlsoReference = new()
    {
        ["TestKit"] = [],
        ["App.Tests"] = ["Engine"],
        ["Simulation.Tests"] = ["Local"],
        ["Portal.Tests"] = ["Local"],
        ["Benchmarks"] = ["Local", "Engine", "App"],
        ["Tidy.Tests"] = ["FunctionsApi"],
    };

    static readonly HashSet<string> TradingWords = new(StringComparer.OrdinalIgnoreCase) { "bybit", "dca", "portfolio" };

    static readonly ProjectFile[] Projects =
        [.. WorkingTree.Files.Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => new ProjectFile(path))];

    [Fact]
    public void Projects_TheirReferences_AreOnlyTheAllowedOnes()
        => Rule.Holds("Forbidden project references", Projects.SelectMany(project =>
            project.Projects.Except(Allowed(project)).Select(reference => $"{project.Path} -> {reference}")));

    [Fact]
    public void FunctionsProjects_ByName_AreAllInTheTable()
        => Rule.Holds("Projects under functions/ that no rule covers", Projects
            .Where(project => !project.IsTest && !MayReference.ContainsKey(project.Name))
            .Select(project => project.Path));

    [Fact]
    public void DomainAndFunctionsApi_TheirPackages_AreBuildTimeOnly()
        => Rule.Holds("Packages of projects that have none", Projects
            .Where(project => project.Path is "functions/Domain/Domain.csproj" or "functions/FunctionsApi/FunctionsApi.csproj")
            .Append(new ProjectFile("functions/Directory.Build.props"))
            .SelectMany(project => project.Packages.Select(package => $"{project.Path} -> {package}")));

    [Fact]
    public void Domain_ItsFrameworks_AreNone()
        => Rule.Holds("Frameworks of Domain", Projects
            .Where(project => project.Path == "functions/Domain/Domain.csproj")
            .Append(new ProjectFile("functions/Directory.Build.props"))
            .SelectMany(project => project.Frameworks.Select(framework => $"{project.Path} -> {framework}")));

    // The Azure head compiles App's sources itself, so a package of App is a package of the head.
    [Fact]
    public void Azure_ItsPackages_HoldThoseOfApp()
        => Rule.Holds("Packages of functions/App/App.csproj to add to functions/Azure/Azure.csproj too", Packages("App")
            .Except(Packages("Azure")));

    [Fact]
    public void Engine_ItsSource_KnowsNoOrchestrationsProject()
        => Rule.Holds("Mentions of App and Domain in Engine", LinesOf("functions/Engine", line =>
            line.Contains("Orchestrations.App", StringComparison.Ordinal)
            || line.Contains("Orchestrations.Domain", StringComparison.Ordinal)));

    // Words, also inside names: BybitClient and dca_plan are caught, broadcast is not.
    [Fact]
    public void Engine_ItsSource_SpeaksNoTradingWords()
        => Rule.Holds("Trading words in Engine", LinesOf("functions/Engine", line =>
            Words().Matches(line).Any(word => TradingWords.Contains(word.Value))));

    [Theory]
    [InlineData("async", @"\basync\b|\bawait\b|\b(Value)?Task\b")]
    [InlineData("clock", @"\bDateTime\.|\bDateTimeOffset\.(Utc)?Now\b|\bTimeProvider\b|\bStopwatch\b")]
    [InlineData("input and output", @"\bSystem\.(IO|Net)\b|\b(File|Directory|Console|Environment)\.|\bHttpClient\b")]
    [InlineData("Microsoft's libraries", @"\bMicrosoft\.")]
    public void Domain_ItsCode_IsPure(string what, string forbidden)
        => Rule.Holds($"Domain must do without {what}", WorkingTree.Sources
            .Where(source => source.IsIn("functions/Domain"))
            .SelectMany(source => Regex.Matches(source.Code, forbidden).Select(match => $"{source.Path}: {match.Value}")));

    static IEnumerable<string> Packages(string name) => Projects.Single(project => project.Name == name && !project.IsTest).Packages;

    static IEnumerable<string> Allowed(ProjectFile project)
    {
        if (!project.IsTest)
            return MayReference.GetValueOrDefault(project.Name, []);
        var also = TestsMayAlsoReference.GetValueOrDefault(project.Name, []);
        if (project.Name == "TestKit")
            return also;
        return also.Append("TestKit").Append(project.Name.Replace(".Tests", "", StringComparison.Ordinal));
    }

    static IEnumerable<string> LinesOf(string folder, Func<string, bool> breaks)
        => WorkingTree.Sources
            .Where(source => source.IsIn(folder))
            .SelectMany(source => source.Lines
                .Select((line, index) => (Line: line, Number: index + 1))
                .Where(at => breaks(at.Line))
                .Select(at => $"{source.Path}:{at.Number}: {at.Line.Trim()}"));

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Words();
}
