using System.Xml.Linq;

namespace Orchestrations.Tidy.Tests.Files;

/// <summary>What a project file, or a props file, names as its dependencies.</summary>
sealed class ProjectFile(string path)
{
    readonly XDocument document = XDocument.Load(WorkingTree.FullPath(path));

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>Referenced projects by name.</summary>
    public IEnumerable<string> Projects
        => Includes("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

    public IEnumerable<string> Frameworks => Includes("FrameworkReference");

    /// <summary>Packages that reach whoever references the project, or run with it: all but build-time ones.</summary>
    public IEnumerable<string> Packages
        => document.Descendants("PackageReference")
            .Where(item => !IsPrivate(item))
            .Select(item => (string?)item.Attribute("Include") ?? "?");

    IEnumerable<string> Includes(string item)
        => document.Descendants(item).Select(element => (string?)element.Attribute("Include")).OfType<string>();

    static bool IsPrivate(XElement item)
    {
        var assets = (string?)item.Attribute("PrivateAssets") ?? (string?)item.Element("PrivateAssets");
        return string.Equals(assets, "all", StringComparison.OrdinalIgnoreCase);
    }
}
