using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Orchestrations.App.Tests.OpenApi;

/// <summary>What the source says about members, from the documentation file beside the assembly.</summary>
sealed partial class DocumentedMembers
{
    readonly Dictionary<string, XElement> members;

    public DocumentedMembers(Assembly assembly) => members = XDocument
        .Load(Path.ChangeExtension(assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    public string? Of(Type type) => Text(Find("T:" + Name(type))?.Element("summary"));

    /// <summary>Methods are found by name: functions are not overloaded.</summary>
    public string? Of(MethodInfo method)
    {
        var name = "M:" + Name(method.DeclaringType!) + "." + method.Name;
        var found = members.Where(m => m.Key == name || m.Key.StartsWith(name + "(", StringComparison.Ordinal)).ToList();
        return found.Count == 1 ? Text(found[0].Value.Element("summary")) : null;
    }

    /// <summary>A record's property is documented as its parameter, another one as itself.</summary>
    public string? Of(PropertyInfo property)
    {
        var parameter = Find("T:" + Name(property.DeclaringType!))?.Elements("param")
            .FirstOrDefault(p => p.Attribute("name")?.Value == property.Name);
        return Text(parameter) ?? Text(Find("P:" + Name(property.DeclaringType!) + "." + property.Name)?.Element("summary"));
    }

    static string Name(Type type) => type.FullName!.Replace('+', '.');

    XElement? Find(string name) => members.GetValueOrDefault(name);

    static string? Text(XElement? element)
    {
        if (element is null)
            return null;
        var copy = new XElement(element);
        foreach (var inner in copy.Descendants().ToList())
            if (inner.Value.Length == 0 && (inner.Attribute("cref") ?? inner.Attribute("name")) is { } reference)
                inner.ReplaceWith(reference.Value.Split('.')[^1].Split(':')[^1]);
        return Blanks().Replace(copy.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
