using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>Bindings beside the trigger, such as a client: what they do is not in the history.</summary>
sealed class OtherBindings() : DeterminismRule("DURABLE0008", "bind it in an activity, or call the context")
{
    protected override IEnumerable<(SyntaxNode At, string What)> Find(OrchestratorBody body) => body.EntryParameters()
        .Select(parameter => (Parameter: parameter, Symbol: body.Model.GetDeclaredSymbol(parameter)))
        .Where(at => at.Symbol is not null && (IsClient(at.Symbol.Type) || at.Symbol.GetAttributes().Any(IsOtherBinding)))
        .Select(at => ((SyntaxNode)at.Parameter, $"the binding {at.Parameter.Identifier.Text}"));

    static bool IsClient(ITypeSymbol type) => WithBases(type).Any(basis => FullName(basis) == "Microsoft.DurableTask.Client.DurableTaskClient");

    static bool IsOtherBinding(AttributeData attribute) =>
        attribute.AttributeClass is { Name: not "OrchestrationTriggerAttribute" } type
        && WithBases(type).Any(basis => basis.Name == "BindingAttribute");
}
