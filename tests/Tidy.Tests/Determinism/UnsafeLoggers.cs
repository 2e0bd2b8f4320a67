using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>
/// Loggers that do not know of replays: every line would be written again at each. A logger that reached a helper method came
/// from somewhere, and is judged there.
/// </summary>
sealed class UnsafeLoggers() : DeterminismRule("DURABLE0010", "use context.CreateReplaySafeLogger")
{
    const string Safe = "CreateReplaySafeLogger";

    protected override IEnumerable<(SyntaxNode At, string What)> Find(OrchestratorBody body) => body.Uses()
        .Where(use => use.Symbol switch
        {
            IParameterSymbol parameter => IsLogger(parameter.Type) && IsOfEntry(body, parameter),
            IFieldSymbol field => IsLogger(field.Type),
            IPropertySymbol property => IsLogger(property.Type),
            IMethodSymbol method => method.Name != Safe && IsLogger(method.ReturnType),
            _ => false,
        })
        .Where(use => !IsMadeSafe(use.At))
        .Select(use => (use.At, $"the logger {use.Symbol.Name}"));

    static bool IsLogger(ITypeSymbol type) =>
        type.AllInterfaces.Append(type).Any(shape => FullName(shape) is "Microsoft.Extensions.Logging.ILogger");

    static bool IsOfEntry(OrchestratorBody body, IParameterSymbol parameter) => body.IsEntry
        && parameter.DeclaringSyntaxReferences.Any(reference => body.EntryParameters().Contains(reference.GetSyntax()));

    static bool IsMadeSafe(SyntaxNode at) => at.Ancestors().OfType<ArgumentListSyntax>()
        .Any(list => list.Parent is InvocationExpressionSyntax call && call.Expression.ToString().Contains(Safe, StringComparison.Ordinal));
}
