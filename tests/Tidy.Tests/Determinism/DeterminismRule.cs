using Microsoft.CodeAnalysis;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>Something that orchestrator code must not do, because a replay could not repeat it.</summary>
/// <param name="code">The id of the same rule in Microsoft's analyzers.</param>
/// <param name="instead">What to write instead.</param>
abstract class DeterminismRule(string code, string instead)
{
    /// <summary>Every rule there is. Microsoft's DURABLE0009 is no more than advice on where to read the input, which any replay repeats.</summary>
    public static IReadOnlyList<DeterminismRule> All { get; } =
    [
        new ClockReads(), new RandomIds(), new Delays(), new Threads(), new InputOutput(), new EnvironmentReads(),
        new CancellationTokens(), new OtherBindings(), new UnsafeLoggers(), new EndlessLoops(),
    ];

    public string Code => code;

    /// <summary>What breaks the rule, one line each with its place.</summary>
    public static IEnumerable<string> Broken(Compilation compilation, IEnumerable<DeterminismRule> rules)
    {
        var bodies = OrchestratorBodies.In(compilation);
        return rules.SelectMany(rule => bodies.SelectMany(rule.Broken)).Distinct();
    }

    /// <summary>The places in a body that break the rule, and what is there.</summary>
    protected abstract IEnumerable<(SyntaxNode At, string What)> Find(OrchestratorBody body);

    IEnumerable<string> Broken(OrchestratorBody body) => Find(body).Select(found =>
    {
        var place = found.At.GetLocation().GetLineSpan();
        return $"{place.Path}:{place.StartLinePosition.Line + 1}: {code}: {body.Orchestrator} uses {found.What}; {instead}";
    });

    /// <summary>The type's full name without its type arguments.</summary>
    protected static string FullName(ITypeSymbol type) =>
        type.OriginalDefinition.ToDisplayString(new SymbolDisplayFormat(
            typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces));

    /// <summary>A type and what it derives from.</summary>
    protected static IEnumerable<ITypeSymbol> WithBases(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
            yield return type;
    }
}
