namespace Orchestrations.Tidy.Tests.Infra;

/// <summary>A named node of a Bicep syntax tree.</summary>
/// <param name="Type">The grammar's name: resource_declaration, object_property, identifier, ...</param>
/// <param name="Text">The source text it covers.</param>
/// <param name="Line">From 1.</param>
/// <param name="Field">The grammar's name of its place in the parent, when it has one.</param>
/// <param name="Children">Its named children in order.</param>
sealed record BicepNode(string Type, string Text, int Line, string? Field, IReadOnlyList<BicepNode> Children)
{
    /// <summary>Itself and everything below, in order.</summary>
    public IEnumerable<BicepNode> Walk() => Children.SelectMany(child => child.Walk()).Prepend(this);

    public IEnumerable<BicepNode> Of(string type) => Walk().Where(node => node.Type == type);

    public BicepNode? Child(string type) => Children.FirstOrDefault(child => child.Type == type);

    /// <summary>The text of a string without interpolation; null for anything else.</summary>
    public string? Literal => Type == "string" && Children.All(part => part.Type == "string_content")
        ? string.Concat(Children.Select(part => part.Text))
        : null;

    /// <summary>Of an object: its properties as key and value. Keys are without quotes.</summary>
    public IEnumerable<(string Key, BicepNode Value)> Properties => Children
        .Where(child => child.Type == "object_property" && child.Children.Count >= 2)
        .Select(child => (child.Children[0].Literal ?? child.Children[0].Text, child.Children[^1]));

    /// <summary>Of an object: the value at a path of keys; null where there is none.</summary>
    public BicepNode? At(params string[] path)
    {
        var at = this;
        foreach (var key in path)
        {
            if (at.Properties.FirstOrDefault(property => property.Key == key).Value is not { } next)
                return null;
            at = next;
        }
        return at;
    }
}
