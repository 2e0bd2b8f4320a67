using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Orchestrations.App;
using Orchestrations.App.Health;
using Orchestrations.App.MarketData;
using Orchestrations.App.Messaging;
using Orchestrations.App.Orchestrations;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Engine;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Health;
using Orchestrations.Local.Messaging;
using Orchestrations.Local.Storage;

namespace Orchestrations.Local.Serving;

/// <summary>Builds the local host: the app on the embedded engine, with paper money, everything it keeps in one folder.</summary>
static class LocalHost
{
    const decimal StandardStartBalance = 10_000m;

    /// <summary>How long the rest of a stop may take, once running activities have ended or were given up.</summary>
    public static readonly TimeSpan StopsAfterDrain = TimeSpan.FromSeconds(10);

    /// <summary>Makes everything and opens the databases; nothing runs or listens yet.</summary>
    /// <exception cref="CodedError">ORC-LOCAL-002, -003 or -005: it is not to be started like this.</exception>
    /// <exception cref="SettingsException">The settings do not allow a start.</exception>
    public static WebApplication Build(ServeOptions options, TimeProvider time)
    {
        ListenUrls.Check(options.Urls);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.Sources.Clear();
        LocalSettings.AddTo(builder.Configuration, options);
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            // Who sends nothing holds nothing open for long; bodies have the server's own least rate.
            server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ConsoleFormatter>(provider =>
            new LogLines(provider.GetRequiredService<OperatingSettings>().Log, new SecretSettings(builder.Configuration), time));
        builder.Logging.AddConsole(console => console.FormatterName = LogLines.FormatterName);
        // It logs why a start failed, with the whole stack, and throws the same to us, who say it in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        var host = HostJson.Load(Path.Combine(AppContext.BaseDirectory, "host.json"));
        var services = builder.Services;
        services.AddSingleton(time);
        services.AddAppWithPaper(builder.Configuration);
        RefuseRealMoney(services);
        services.AddSingleton<IStore>(_ => new SqliteStore(Path.Combine(options.DataDir, "store.db")));
        services.AddSingleton<ChosenMarketData>();
        services.AddSingleton<IMarketData>(provider => provider.GetRequiredService<ChosenMarketData>());
        services.AddSingleton<IPerpetualMarket>(provider => provider.GetRequiredService<ChosenMarketData>());
        services.AddSingleton<ChosenFearGreed>();
        services.AddSingleton<IFearGreedIndex>(provider => provider.GetRequiredService<ChosenFearGreed>());
        services.AddSingleton<IMarketClock>(provider => provider.GetRequiredService<ChosenMarketData>());
        services.AddSingleton<IHostReadings>(provider => new LocalReadings(options.DataDir, provider, time));
        services.AddPaperExchange(PaperFaults.None);

        // Order matters: the books open before the engine resumes, and the engine runs before the timers do.
        services.AddHostedService<PaperOpening>();
        var operating = (OperatingSettings)services.Last(service => service.ServiceType == typeof(OperatingSettings)).ImplementationInstance!;
        var engine = new EngineOptions { HistoryWarnsAt = operating.WarnAtEvents, HistoryMost = operating.MostEvents };
        host.ApplyTo(engine);
        services.AddDurableEngine(Path.Combine(options.DataDir, "engine.db"), engine, operating.DrainDeadline);
        services.AddRetention(operating.Retention);
        services.Configure<HostOptions>(stopping => stopping.ShutdownTimeout = operating.DrainDeadline + StopsAfterDrain);
        services.AddFunctions(host, typeof(AppServices).Assembly);
        services.AddSingleton<IOrchestrationPages>(provider => new NewestPages(provider.GetRequiredService<DurableEngine>));
        services.AddSingleton<IOrchestrationWaits>(provider => new EngineWaits(Path.Combine(options.DataDir, "engine.db"), provider));
        // After host.json, whose levels a setting replaces: the last rule of a category counts.
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        services.AddSingleton<IMessageSender>(provider => new BrokerMessageSender(provider.GetRequiredService<MessageBroker>));
        services.Configure<FunctionsHostOptions>(functions => functions.DataDirectory = options.DataDir);

        var app = builder.Build();
        app.MapFunctions();
        return app;
    }

    /// <summary>Starts it; a port that is taken is a foreseen error.</summary>
    /// <exception cref="CodedError">ORC-LOCAL-001: the address is in use or not this machine's.</exception>
    public static async Task StartAsync(WebApplication app, ServeOptions options, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new CodedError(
                CodedError.PortInUse,
                $"{options.Urls} is in use by another program. "
                + "Stop it, or choose another address with --urls http://127.0.0.1:7072.",
                taken);
        }
        catch (SocketException unusable)
        {
            throw new CodedError(
                CodedError.PortInUse,
                $"{options.Urls} cannot be listened on: {unusable.Message}. Choose another --urls.",
                unusable);
        }
    }

    // The signed adapters of the exchange live in the Azure head; this one has nothing to send a real order with.
    static void RefuseRealMoney(IServiceCollection services)
    {
        var registered = services.First(service => service.ServiceType == typeof(TradingSettings));
        var trading = (TradingSettings)registered.ImplementationInstance!;
        if (trading.Mode != TradingMode.Paper)
            throw new CodedError(
                CodedError.PaperOnly,
                $"Trading:Mode is {TradingSettings.Name(trading.Mode)}, but the local head trades on paper only. "
                + "Set it to paper, or deploy the Azure head.");
    }

    sealed class PaperOpening(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => PaperMoney.RecordOpeningAsync(
            services,
            new Money(services.GetRequiredService<PaperSettings>().StartBalance ?? StandardStartBalance, Asset.Usdt),
            cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>How to serve.</summary>
/// <param name="Urls">Addresses to listen on, separated by semicolons.</param>
/// <param name="DataDir">The folder of databases and keys.</param>
/// <param name="Settings">Settings from the command line.</param>
sealed record ServeOptions(string Urls, string DataDir, IReadOnlyDictionary<string, string?> Settings);
