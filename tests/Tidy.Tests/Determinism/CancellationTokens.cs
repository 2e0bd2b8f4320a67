using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>A token from outside: whoever cancels it leaves nothing in the history.</summary>
sealed class CancellationTokens() : DeterminismRule("DURABLE0007", "take no CancellationToken; make a source inside, or wait for an event")
{
    protected override IEnumerable<(SyntaxNode At, string What)> Find(OrchestratorBody body) => body.EntryParameters()
        .Where(parameter => body.Model.GetDeclaredSymbol(parameter)?.Type is { } type && FullName(type) == "System.Threading.CancellationToken")
        .Select(parameter => ((SyntaxNode)parameter, $"the parameter {parameter.Identifier.Text}"));
}
