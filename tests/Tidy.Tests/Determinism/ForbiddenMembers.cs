using Microsoft.CodeAnalysis;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>A rule that refuses the use of certain members, by the type they belong to and their name.</summary>
abstract class ForbiddenMembers(string code, string instead) : DeterminismRule(code, instead)
{
    protected override IEnumerable<(SyntaxNode At, string What)> Find(OrchestratorBody body) => body.Uses()
        .Where(use => use.Symbol is (IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol) and { ContainingType: not null })
        .Where(use => Refuses(FullName(use.Symbol.ContainingType), use.Symbol.Name, use.At) || RefusesKind(use.Symbol.ContainingType))
        .Select(use => (use.At, $"{use.Symbol.ContainingType.Name}.{use.Symbol.Name}"));

    /// <summary>True when the member may not be used; constructors are named <c>.ctor</c>.</summary>
    protected abstract bool Refuses(string type, string member, SyntaxNode at);

    /// <summary>True when nothing of the type may be used.</summary>
    protected virtual bool RefusesKind(ITypeSymbol type) => false;
}
