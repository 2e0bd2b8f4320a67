namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>What a Bicep file declares.</summary>
sealed class BicepFile
{
    public BicepFile(string path, string text)
    {
        Path = path;
        Text = text;
        (Broken, Root) = BicepParser.Parse(text);
        var decorators = new List<BicepNode>();
        foreach (var node in Root.Children)
        {
            switch (node.Type)
            {
                case "decorators":
                    decorators.AddRange(node.Children);
                    continue;
                case "parameter_declaration":
                    Parameters.Add(new BicepParameter(node, [.. decorators]));
                    break;
                case "resource_declaration":
                    Resources.Add(new BicepResource(node));
                    break;
                case "module_declaration":
                    Modules.Add(new BicepModule(node));
                    break;
                case "variable_declaration":
                    Variables.Add((node.Children[0].Text, node.Children[^1]));
                    break;
                case "output_declaration":
                    Outputs.Add((node.Children[0].Text, node.Children[^1]));
                    break;
            }
            decorators.Clear();
        }
    }

    public string Path { get; }

    public string Text { get; }

    public bool Broken { get; }

    public BicepNode Root { get; }

    public List<BicepParameter> Parameters { get; } = [];

    public List<BicepResource> Resources { get; } = [];

    public List<BicepModule> Modules { get; } = [];

    public List<(string Name, BicepNode Value)> Variables { get; } = [];

    public List<(string Name, BicepNode Value)> Outputs { get; } = [];

    /// <summary>Every name that an expression of the file refers to: no declared names, keys of objects or members.</summary>
    public IEnumerable<string> References => Root.Walk()
        .SelectMany(node => node.Children.Select((child, at) => (Parent: node, Child: child, At: at)))
        .Where(it => it.Child.Type == "identifier" && !IsDeclaration(it.Parent, it.At))
        .Select(it => it.Child.Text);

    /// <summary>Files that it loads text or JSON from, relative to its folder.</summary>
    public IEnumerable<string> Loads => Root.Of("call_expression")
        .Where(call => call.Children[0].Text is "loadJsonContent" or "loadTextContent")
        .Select(call => call.Of("string").First().Literal ?? "(not a plain text)");

    // `parent: x` refers to x: the key of a property is its first child, the value is its last.
    static bool IsDeclaration(BicepNode parent, int at) => parent.Type switch
    {
        "parameter_declaration" or "variable_declaration" or "resource_declaration" or "module_declaration"
            or "output_declaration" or "object_property" => at == 0,
        "call_expression" => parent.Children[at].Field == "function",
        _ => false,
    };
}

/// <summary>A parameter with its decorators.</summary>
sealed class BicepParameter(BicepNode declaration, IReadOnlyList<BicepNode> decorators)
{
    public string Name => declaration.Children[0].Text;

    public bool HasDefault => declaration.Children.Count > 2;

    public int? MaxLength => decorators
        .SelectMany(decorator => decorator.Of("call_expression"))
        .Where(call => call.Children[0].Text == "maxLength")
        .Select(call => (int?)int.Parse(call.Of("number").First().Text, null))
        .FirstOrDefault();
}

/// <summary>A resource declaration.</summary>
sealed class BicepResource(BicepNode declaration)
{
    public string Symbol => declaration.Children[0].Text;

    public int Line => declaration.Line;

    /// <summary>Such as Microsoft.Web/sites.</summary>
    public string Type => TypeAndVersion.Split('@')[0];

    public string TypeAndVersion => declaration.Children[1].Literal ?? "";

    public bool IsExisting => declaration.Text.Split('{')[0].Contains(" existing ", StringComparison.Ordinal);

    /// <summary>Its object, also below <c>if</c> and <c>for</c>.</summary>
    public BicepNode Body => declaration.Children[^1].Of("object").First();
}

/// <summary>A module's use.</summary>
sealed class BicepModule(BicepNode declaration)
{
    public string Symbol => declaration.Children[0].Text;

    public string File => declaration.Children[1].Literal ?? "";

    public IEnumerable<(string Key, BicepNode Value)> Arguments =>
        declaration.Children[^1].Of("object").First().At("params")?.Properties ?? [];
}
