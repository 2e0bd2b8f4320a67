using Orchestrations.App;
using Orchestrations.App.Dca;
using Orchestrations.App.Exchange;
using Orchestrations.App.MarketData;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.Local.CommandLine;

namespace Orchestrations.Local.Serving;

/// <summary>
/// Where settings come from, weakest first: the app's defaults, <c>local.settings.json</c> (its Values, as the Functions
/// tools write them) in the working folder, environment variables (Dca__Plan__Capital=5000), the command line.
/// </summary>
static class LocalSettings
{
    const string FileName = "local.settings.json";

    /// <exception cref="CodedError">ORC-LOCAL-005: the file is there and is not JSON.</exception>
    public static void AddTo(IConfigurationBuilder configuration, ServeOptions options)
    {
        configuration.AddInMemoryCollection(AppServices.DefaultSettings);
        configuration.AddInMemoryCollection(
            File().GetSection("Values").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null));
        configuration.AddEnvironmentVariables();
        configuration.AddInMemoryCollection(options.Settings);
    }

    /// <summary>Registers the app and what the local head reads itself. Everything that is wrong is named at once.</summary>
    /// <exception cref="SettingsException">The settings do not allow a start.</exception>
    public static IServiceCollection AddAppWithPaper(this IServiceCollection services, IConfiguration configuration)
    {
        var problems = new List<SettingsProblem>();
        var reader = new SettingsReader(configuration);
        services.AddSingleton(MarketSettings.Read(reader));
        var paper = PaperSettings.Read(reader);
        services.AddSingleton(paper);
        services.AddSingleton(OperatingSettings.Read(reader));
        Collect(problems, reader.ThrowIfRefused);
        Collect(problems, () => services.AddOrchestrationsApp(configuration));
        // There only when the app's own settings are right.
        var registered = services.FirstOrDefault(service => service.ServiceType == typeof(DcaSettings));
        if (registered?.ImplementationInstance is DcaSettings dca)
            problems.AddRange(UnknownPairs(dca, paper));
        return problems.Count == 0 ? services : throw new SettingsException(problems);
    }

    static IEnumerable<SettingsProblem> UnknownPairs(DcaSettings dca, PaperSettings paper)
    {
        var known = paper.Exchange.Instruments.Select(instrument => instrument.Pair).ToList();
        return dca.Targets
            .Where(target => !known.Contains(target.Pair))
            .Select(target => new SettingsProblem(
                UnknownInstrumentException.Code,
                $"Dca:Plan:Targets:{target.Pair.Symbol}",
                $"is not traded on the paper exchange; use {string.Join(", ", known.Select(pair => pair.Symbol))}."));
    }

    static void Collect(List<SettingsProblem> problems, Action read)
    {
        try
        {
            read();
        }
        catch (SettingsException refused)
        {
            problems.AddRange(refused.Problems);
        }
    }

    static IConfigurationRoot File()
    {
        var path = Path.Combine(Environment.CurrentDirectory, FileName);
        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: true).Build();
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            var cause = unreadable.GetBaseException().Message;
            throw new CodedError(
                CodedError.BadSettingsFile, $"{path} cannot be read: {cause} Correct it, or move it away.", unreadable);
        }
    }
}
