using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Determinism;

/// <summary>
/// Loops without an end, whose history grows for ever. Microsoft warns of every <c>while (true)</c> without ContinueAsNew;
/// here one may stand that has an exit of its own: a return, a throw, or a break out of it.
/// </summary>
sealed class EndlessLoops() : DeterminismRule("DURABLE0011", "call ContinueAsNew and return, or give the loop an exit")
{
    protected override IEnumerable<(SyntaxNode At, string What)> Find(OrchestratorBody body) => body.Code.DescendantNodes()
        .OfType<StatementSyntax>()
        .Where(loop => Condition(loop) is { } endless && (endless.Expression is null || IsTrue(body.Model, endless.Expression)))
        .Where(loop => !HasExit(loop) && !ContinuesAsNew(loop))
        .Select(loop => ((SyntaxNode)loop, "a loop without an end"));

    static Loop? Condition(StatementSyntax statement) => statement switch
    {
        WhileStatementSyntax loop => new Loop(loop.Condition),
        DoStatementSyntax loop => new Loop(loop.Condition),
        ForStatementSyntax loop => new Loop(loop.Condition),
        _ => null,
    };

    static bool IsTrue(SemanticModel model, ExpressionSyntax condition) => model.GetConstantValue(condition) is { HasValue: true, Value: true };

    // What a nested function returns or throws does not leave the loop around it.
    static bool HasExit(StatementSyntax loop) => loop
        .DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(node => node switch
        {
            ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax => true,
            GotoStatementSyntax leave => leave.IsKind(SyntaxKind.GotoStatement),
            BreakStatementSyntax leave => Left(leave) == loop,
            _ => false,
        });

    static bool ContinuesAsNew(StatementSyntax loop) => loop.DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "ContinueAsNew" });

    static SyntaxNode? Left(BreakStatementSyntax leave) => leave.Ancestors().FirstOrDefault(node =>
        node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax);

    sealed record Loop(ExpressionSyntax? Expression);
}
