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

    /// <summary>Read by the local head alone.</summary>
    public static IReadOnlyList<SettingsGroup> Groups { get; } =
    [
        SettingsGroup.Of("Host (local head)", settings =>
        {
            settings.Declare(new Setting(
                "WEBSITE_TIME_ZONE", "name", "IANA zone", "UTC", "in which the schedules of timers are read"));
            settings.Declare(new Setting("TASKHUB_NAME", "name", "", "TestHubName", "shown in management links"));
            OperatingSettings.Read(settings);
        }),
        SettingsGroup.Of("Service Bus (local head)", settings =>
        {
            settings.Declare(Entity("Queues", "a queue; those that a trigger or output names need none"));
            settings.Declare(Entity("Topics", "a topic or a subscription of one"));
        }),
    ];

    /// <exception cref="CodedError">ORC-LOCAL-005: the file is there and is not JSON.</exception>
    public static void AddTo(IConfigurationBuilder configuration, ServeOptions options)
    {
        configuration.Add(new NamedSettings(NamedSettings.Default, AppSettings.Schedules));
        configuration.Add(new NamedSettings(NamedSettings.Head, new Dictionary<string, string?>
        {
            ["Keys:File"] = Path.Combine(options.DataDir, SigningKeysCommand.KeyFileName),
            // On this machine alone, whoever may call the host may make packs; anybody else needs an API key.
            ["ProofPacks:OpenTenant"] = ListenUrls.AreLoopback(options.Urls) ? "main" : "",
        }));
        configuration.Add(new NamedSettings(
            NamedSettings.File,
            File().GetSection("Values").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null)));
        configuration.AddEnvironmentVariables();
        configuration.Add(new NamedSettings(NamedSettings.CommandLine, options.Settings));
    }

    /// <summary>Registers the app and what the local head reads itself. Everything that is wrong is named at once.</summary>
    /// <exception cref="SettingsException">The settings do not allow a start.</exception>
    public static IServiceCollection AddAppWithPaper(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var group in Groups)
            services.AddSingleton(group);
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
        var all = Groups.Concat(AppSettings.Groups).Concat(AppSettings.AzureGroups).SelectMany(group => group.Settings);
        problems.AddRange(new UnknownSettings([.. all]).Refused(configuration));
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

    // The engine reads these itself, and refuses options that there are none of.
    static Setting Entity(string kind, string what) =>
        new($"ServiceBus:{kind}:<name>:<option>", "by option", "docs/reference/service-bus.md", "by option", what);

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
