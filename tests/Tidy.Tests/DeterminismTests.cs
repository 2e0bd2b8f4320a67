using Microsoft.CodeAnalysis;
using Orchestrations.Tidy.Tests.Determinism;

namespace Orchestrations.Tidy.Tests;

/// <summary>The app's orchestrators do nothing that a replay could not repeat; see the rules in Determinism.</summary>
public class DeterminismTests
{
    [Fact]
    public void Orchestrators_OfTheApp_AreDeterministic() =>
        Rule.Holds("Orchestrator code that a replay could not repeat", DeterminismRule.Broken(Compilations.App.Value, DeterminismRule.All));

    // The rule above is empty when nothing is found, so what must be found is named here.
    [Fact]
    public void Orchestrators_OfTheApp_AreFoundWithWhatTheyCall()
    {
        var bodies = OrchestratorBodies.In(Compilations.App.Value);
        var names = bodies.Select(body => Name(body)!).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(
            ["DcaOrchestrator.RunAsync", "OrderOrchestrator.RunAsync"],
            bodies.Where(body => body.IsEntry).Select(body => body.Orchestrator).Where(name => name[0] is 'D' or 'O').Order());
        Assert.Superset(
            new HashSet<string>
            {
                "DcaOrchestrator.CarryOutAsync",
                "OrderOrchestrator.ResolveAsync",
                "OrderSearch.Sent",
                "ResolvePolicy.Next",
                "OrderRetries.Query",
            },
            names);
        Assert.DoesNotContain("OrderActivities.SubmitOrder", names);
    }

    [Fact]
    public void Orchestrators_OfTheApp_HaveNoNameThatIsNotUnderstood() =>
        Rule.Holds("Orchestrator code that does not compile against FunctionsApi alone", OrchestratorBodies.In(Compilations.App.Value)
            .SelectMany(body => body.Model.GetDiagnostics(body.Code.Span))
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString()));

    static string? Name(OrchestratorBody body) =>
        body.Model.GetDeclaredSymbol(body.Code) is { } symbol ? $"{symbol.ContainingType?.Name}.{symbol.Name}" : null;
}
