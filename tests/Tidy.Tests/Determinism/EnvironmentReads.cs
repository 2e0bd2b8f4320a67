using Microsoft.CodeAnalysis;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>What the machine or the process is like: it may be another one that replays.</summary>
sealed class EnvironmentReads() : ForbiddenMembers("DURABLE0006", "pass it in with the input, or read it in an activity")
{
    protected override bool Refuses(string type, string member, SyntaxNode at) => type == "System.Environment" && member != "NewLine";
}
