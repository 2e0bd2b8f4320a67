using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>A piece of code that runs inside an orchestrator.</summary>
/// <param name="Orchestrator">Whose it is, for people.</param>
/// <param name="Code">A method, accessor, lambda or initializer, with everything nested in it.</param>
/// <param name="Model">What its names mean.</param>
/// <param name="IsEntry">True for the orchestrator itself; false for what it calls.</param>
sealed record OrchestratorBody(string Orchestrator, SyntaxNode Code, SemanticModel Model, bool IsEntry)
{
    /// <summary>Every member and type that the code uses, with where. What stands in nameof is only named, not used.</summary>
    public IEnumerable<(SyntaxNode At, ISymbol Symbol)> Uses() => Code.DescendantNodesAndSelf(node => !IsNameOf(node))
        .Where(node => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax && !IsNameOf(node.Parent))
        .Select(node => (At: node, Symbol: SymbolOf(node)))
        .Where(use => use.Symbol is not null)
        .Select(use => (use.At, use.Symbol!));

    /// <summary>The parameters of the orchestrator itself; none for what it calls.</summary>
    public IEnumerable<ParameterSyntax> EntryParameters() => !IsEntry ? [] : Code switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        _ => [],
    };

    public static bool IsNameOf(SyntaxNode? node) =>
        node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } };

    ISymbol? SymbolOf(SyntaxNode node)
    {
        var info = Model.GetSymbolInfo(node);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        return symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol;
    }
}
