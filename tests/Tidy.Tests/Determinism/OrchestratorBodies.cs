using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>
/// Finds orchestrator code: functions with an [OrchestrationTrigger], classes that are orchestrators, delegates given to
/// AddOrchestratorFunc; and, from there, every method, property and initializer of the same sources that they use.
/// </summary>
static class OrchestratorBodies
{
    public static IReadOnlyList<OrchestratorBody> In(Compilation compilation)
    {
        var found = new List<OrchestratorBody>();
        var seen = new HashSet<SyntaxNode>();
        var open = new Queue<OrchestratorBody>(compilation.SyntaxTrees.SelectMany(tree => Entries(compilation, tree)));
        while (open.TryDequeue(out var body))
        {
            if (!seen.Add(body.Code))
                continue;
            found.Add(body);
            foreach (var (_, symbol) in body.Uses())
                foreach (var code in CodeOf(symbol).Where(code => compilation.ContainsSyntaxTree(code.SyntaxTree)))
                    open.Enqueue(new OrchestratorBody(body.Orchestrator, code, compilation.GetSemanticModel(code.SyntaxTree), IsEntry: false));
        }

        return found;
    }

    static IEnumerable<OrchestratorBody> Entries(Compilation compilation, SyntaxTree tree)
    {
        var model = compilation.GetSemanticModel(tree);
        foreach (var node in tree.GetRoot().DescendantNodes())
            switch (node)
            {
                case MethodDeclarationSyntax method when model.GetDeclaredSymbol(method) is { } symbol && IsOrchestrator(symbol):
                    yield return new OrchestratorBody($"{symbol.ContainingType.Name}.{symbol.Name}", method, model, IsEntry: true);
                    break;
                case InvocationExpressionSyntax call when model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "AddOrchestratorFunc" }:
                    foreach (var code in call.ArgumentList.Arguments.SelectMany(argument => Delegate(model, argument.Expression)))
                        yield return new OrchestratorBody(
                            $"{call.ArgumentList.Arguments[0]}", code, compilation.GetSemanticModel(code.SyntaxTree), IsEntry: true);
                    break;
            }
    }

    static bool IsOrchestrator(IMethodSymbol method) =>
        method.Parameters
            .SelectMany(parameter => parameter.GetAttributes())
            .Any(attribute => attribute.AttributeClass?.Name == "OrchestrationTriggerAttribute")
        || (method.Name == "RunAsync" && method.ContainingType.AllInterfaces.Any(type => type.Name == "ITaskOrchestrator"));

    static IEnumerable<SyntaxNode> Delegate(SemanticModel model, ExpressionSyntax expression) => expression switch
    {
        LambdaExpressionSyntax or AnonymousMethodExpressionSyntax => [expression],
        _ when model.GetSymbolInfo(expression) is { Symbol: IMethodSymbol { MethodKind: not MethodKind.BuiltinOperator } method } => CodeOf(method),
        _ => [],
    };

    // A record or a class with a primary constructor is declared by its whole type, which is more than the constructor runs.
    static IEnumerable<SyntaxNode> CodeOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol or IPropertySymbol or IFieldSymbol => symbol.OriginalDefinition.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax())
            .Where(code => code is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or BasePropertyDeclarationSyntax
                or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or VariableDeclaratorSyntax),
        _ => [],
    };
}
