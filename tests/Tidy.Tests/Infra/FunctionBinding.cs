using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>What a trigger or output of a function needs from where it runs.</summary>
/// <param name="Function">The method.</param>
/// <param name="Path">Its file.</param>
/// <param name="Settings">Names of settings, such as Dca:Schedule for <c>%Dca:Schedule%</c>.</param>
/// <param name="Entity">A queue's or topic's name; null for other bindings.</param>
/// <param name="Subscription">Null for queues.</param>
/// <param name="Connection">The prefix of the connection's settings; null where there is none.</param>
/// <param name="Sessions">Whether the trigger wants sessions.</param>
/// <param name="IsOutput">Whether it sends.</param>
sealed record FunctionBinding(
    string Function,
    string Path,
    IReadOnlyList<string> Settings,
    string? Entity,
    string? Subscription,
    string? Connection,
    bool Sessions,
    bool IsOutput)
{
    const string DefaultConnection = "AzureWebJobsServiceBus";

    /// <summary>The bindings of timers and Service Bus in a file.</summary>
    public static IEnumerable<FunctionBinding> In(string path, CompilationUnitSyntax file, Func<string, string?> constant)
    {
        foreach (var attribute in file.DescendantNodes().OfType<AttributeSyntax>())
        {
            var name = attribute.Name.ToString().Split('.')[^1].Replace("Attribute", "", StringComparison.Ordinal);
            if (name is not ("TimerTrigger" or "ServiceBusTrigger" or "ServiceBusOutput"))
                continue;
            var arguments = attribute.ArgumentList?.Arguments ?? [];
            var plain = arguments.Where(argument => argument.NameEquals is null && argument.NameColon is null)
                .Select(argument => TextOf(argument.Expression, constant)).ToList();
            string? Named(string key) => arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == key)
                is { } found ? TextOf(found.Expression, constant) : null;
            var function = attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.Identifier.Text ?? "?";
            var bus = name != "TimerTrigger";
            yield return new FunctionBinding(
                function,
                path,
                [.. plain.OfType<string>().Where(IsSetting).Select(text => text.Trim('%'))],
                bus ? plain.FirstOrDefault() : null,
                name == "ServiceBusTrigger" ? plain.ElementAtOrDefault(1) : null,
                bus ? Named("Connection") ?? DefaultConnection : null,
                Named("IsSessionsEnabled") == "true",
                name == "ServiceBusOutput");
        }
    }

    public override string ToString() => $"{Function} in {Path}";

    static bool IsSetting(string text) => text.Length > 2 && text[0] == '%' && text[^1] == '%';

    static string? TextOf(ExpressionSyntax expression, Func<string, string?> constant) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        LiteralExpressionSyntax literal => literal.Token.Text,
        IdentifierNameSyntax name => constant(name.Identifier.Text),
        MemberAccessExpressionSyntax member => constant(member.Name.Identifier.Text),
        _ => null,
    };
}
