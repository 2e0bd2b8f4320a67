using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>Other threads than the orchestrator's one logical thread.</summary>
sealed class Threads() : ForbiddenMembers("DURABLE0004", "await tasks of the context one after the other, or with Task.WhenAll and Task.WhenAny")
{
    protected override bool Refuses(string type, string member, SyntaxNode at) => type switch
    {
        "System.Threading.Thread" => member != "Sleep",
        "System.Threading.ThreadPool" or "System.Threading.Tasks.Parallel" or "System.Threading.Tasks.TaskFactory" => true,
        "System.Threading.Tasks.Task" => member is "Run" or "Start" or "RunSynchronously" or ".ctor" or "Wait" or "WaitAll" or "WaitAny"
            or "ConfigureAwait" || IsForeignContinuation(member, at),
        _ => false,
    };

    // As in Microsoft's rule, one that is asked to run at once, where the task ended, may stand.
    static bool IsForeignContinuation(string member, SyntaxNode at) =>
        member == "ContinueWith"
        && at.FirstAncestorOrSelf<InvocationExpressionSyntax>()?.ArgumentList.ToString()
            .Contains("ExecuteSynchronously", StringComparison.Ordinal) is not true;
}
