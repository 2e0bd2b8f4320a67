namespace Orchestrations.TestKit;

/// <summary>Finds the repository and the optional folder of real data beside it.</summary>
public static class Repository
{
    /// <summary>The folder that holds Orchestrations.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of real market data, or null where a checkout has none; tests that need it then say so and skip.</summary>
    public static string? SharedData
    {
        get
        {
            var folder = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data"));
            return Directory.Exists(folder) ? folder : null;
        }
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Orchestrations.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Orchestrations.sln.");
    }
}
