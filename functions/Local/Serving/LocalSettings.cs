namespace Orchestrations.Local.Serving;

/// <summary>
/// Where settings come from, weakest first: the app's defaults, <c>local.settings.json</c> (its Values, as the Functions
/// tools write them) in the working folder, environment variables (Dca__Plan__Capital=5000), the command line.
/// </summary>
static class LocalSettings
{
    public static void AddTo(IConfigurationBuilder configuration, ServeOptions options)
    {
        var file = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "local.settings.json"), optional: true)
            .Build();
        configuration.AddInMemoryCollection(file.GetSection("Values").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null));
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(options.Settings);
    }
}
