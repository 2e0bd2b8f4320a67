using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrations.Tidy.Tests.Files;

/// <summary>
/// The codes of the alerts that the code raises, by its syntax: what stands where an <c>Alert</c> is made. A code that is handed on by a
/// method is looked for where that is called.
/// </summary>
sealed class RaisedCodes
{
    const int CodeArgument = 2;

    // Where a code comes out of a record, the files that say which it can be.
    static readonly Dictionary<string, string> judges = new()
    {
        ["finding.Code"] = "functions/Domain/Health/HealthJudge.cs",
        ["difference.Code"] = "functions/App/Reconciliation/ReconciliationCodes.cs",
    };

    readonly List<SourceFile> sources = [.. WorkingTree.Sources.Where(source => source.IsIn("functions"))];
    readonly ILookup<string, (string Class, string Value)> constants;

    public RaisedCodes() => constants = sources
        .SelectMany(source => source.Syntax.DescendantNodes().OfType<VariableDeclaratorSyntax>())
        .Where(variable => variable.Parent?.Parent is FieldDeclarationSyntax && IsCode(TextOf(variable.Initializer?.Value)))
        .ToLookup(variable => variable.Identifier.Text, variable => (ClassOf(variable), TextOf(variable.Initializer!.Value)!));

    /// <summary>The codes, and the places whose code cannot be told.</summary>
    public (SortedSet<string> Codes, List<string> Unknown) Read()
    {
        var (codes, unknown) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>());
        var creations = sources.SelectMany(source => source.Syntax.DescendantNodes()).OfType<BaseObjectCreationExpressionSyntax>();
        foreach (var made in creations.Where(IsAlert))
            Add(made.ArgumentList!.Arguments[CodeArgument].Expression, codes, unknown);
        return (codes, unknown);
    }

    void Add(ExpressionSyntax code, ISet<string> codes, List<string> unknown)
    {
        if (TextOf(code) is { } text)
            codes.Add(text);
        else if (code is ConditionalExpressionSyntax either)
        {
            Add(either.WhenTrue, codes, unknown);
            Add(either.WhenFalse, codes, unknown);
        }
        else if (judges.TryGetValue(code.ToString(), out var judge))
            codes.UnionWith(sources.Single(source => source.Path == judge).Syntax.DescendantNodes()
                .Select(node => TextOf(node as ExpressionSyntax)).Where(IsCode)!);
        else if (ParameterOf(code) is var (method, index) && index >= 0)
            foreach (var call in CallsOf(method))
                Add(call.ArgumentList.Arguments[index].Expression, codes, unknown);
        else if (ConstantOf(code) is { } value)
            codes.Add(value);
        else
            unknown.Add($"{ClassOf(code)}: {code}");
    }

    // new Alert(...), and new(...) of a method that returns one.
    static bool IsAlert(BaseObjectCreationExpressionSyntax made) => made.ArgumentList is { Arguments.Count: > CodeArgument } && made switch
    {
        ObjectCreationExpressionSyntax named => named.Type.ToString() == "Alert",
        _ => made.Ancestors().OfType<MethodDeclarationSyntax>().FirstOrDefault()?.ReturnType.ToString() is "Alert" or "Alert?",
    };

    static (MethodDeclarationSyntax Method, int Index) ParameterOf(ExpressionSyntax code)
    {
        var method = code.Ancestors().OfType<MethodDeclarationSyntax>().First();
        return (method, method.ParameterList.Parameters.IndexOf(parameter => parameter.Identifier.Text == code.ToString()));
    }

    IEnumerable<InvocationExpressionSyntax> CallsOf(MethodDeclarationSyntax method)
    {
        var (type, name) = (ClassOf(method), method.Identifier.Text);
        return sources.SelectMany(source => source.Syntax.DescendantNodes()).OfType<InvocationExpressionSyntax>().Where(call =>
            call.Expression.ToString() == $"{type}.{name}" || (call.Expression.ToString() == name && ClassOf(call) == type));
    }

    string? ConstantOf(ExpressionSyntax code)
    {
        var parts = code.ToString().Split('.');
        var type = parts.Length > 1 ? parts[^2] : ClassOf(code);
        return constants[parts[^1]].Where(constant => constant.Class == type).Select(constant => constant.Value).FirstOrDefault();
    }

    static string ClassOf(SyntaxNode node) => node.Ancestors().OfType<TypeDeclarationSyntax>().First().Identifier.Text;

    static string? TextOf(ExpressionSyntax? expression) => (expression as LiteralExpressionSyntax)?.Token.Value as string;

    static bool IsCode(string? text) => text?.StartsWith("ORC-", StringComparison.Ordinal) == true;
}
