using Microsoft.CodeAnalysis;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>Waits that end with the process, and cannot be replayed.</summary>
sealed class Delays() : ForbiddenMembers("DURABLE0003", "use context.CreateTimer")
{
    protected override bool Refuses(string type, string member, SyntaxNode at) => type switch
    {
        "System.Threading.Tasks.Task" => member == "Delay",
        "System.Threading.Thread" => member == "Sleep",
        "System.Threading.Timer" or "System.Timers.Timer" or "System.Threading.PeriodicTimer" => true,
        _ => false,
    };
}
