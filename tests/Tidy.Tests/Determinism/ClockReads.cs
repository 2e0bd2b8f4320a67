using Microsoft.CodeAnalysis;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>The time of the machine: another one at each replay.</summary>
sealed class ClockReads() : ForbiddenMembers("DURABLE0001", "use context.CurrentUtcDateTime")
{
    protected override bool Refuses(string type, string member, SyntaxNode at) => type switch
    {
        "System.DateTime" or "System.DateTimeOffset" => member is "Now" or "UtcNow" or "Today",
        "System.Diagnostics.Stopwatch" => true,
        _ => false,
    };

    protected override bool RefusesKind(ITypeSymbol type) => WithBases(type).Any(basis => FullName(basis) == "System.TimeProvider");
}
