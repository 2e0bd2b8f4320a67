using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App;
using Orchestrations.App.Dca;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Assets;
using Orchestrations.TestKit;

namespace Orchestrations.Azure.Tests;

/// <summary>
/// The app on Microsoft's in-process host as it comes, with the wall clock. <c>CaseBooksTests</c>, and the other tests that the project
/// file names, run every operation on the same host's parts in a time that jumps.
/// </summary>
public sealed class MicrosoftHostTests : IDisposable
{
    static readonly TimeSpan longest = TimeSpan.FromMinutes(2);

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-microsoft-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task DcaRun_OnMicrosoftsHost_FillsEachOrderOnce()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(AppSettings.Schedules)
            .AddInMemoryCollection([new("Keys:File", Path.Combine(folder, "keys.json"))])
            .Build();
        await using var host = await DurableTaskTestHost.StartAsync(
            AppTasks.Register, new DurableTaskTestHostOptions { ConfigureServices = services => Add(services, configuration) });
        using var deadline = new CancellationTokenSource(longest);
        await PaperMoney.RecordOpeningAsync(host.Services, new Money(10_000m, Asset.Usdt), deadline.Token);

        var runs = host.Services.GetRequiredService<DcaRuns>();
        await runs.StartAllAsync(host.Client, WallClock.Instance.GetUtcNow(), deadline.Token);
        var (instance, _) = await runs.StartAsync(host.Client, "core", cancellation: deadline.Token);
        var ended = await host.Client.WaitForInstanceCompletionAsync(instance, getInputsAndOutputs: true, deadline.Token);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
        var result = ended.ReadOutputAs<DcaRunResult>()!;
        Assert.Equal(["BTCUSDT", "ETHUSDT"], result.Orders.Select(line => line.Symbol).Order());
        Assert.All(result.Orders, line => Assert.Equal("Filled", line.Status));
        Assert.Equal(2, host.Services.GetRequiredService<PaperExchange>().Statistics.Filled);
    }

    static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var market = new SyntheticMarketData(WallClock.Instance, 1);
        services
            .AddSingleton<TimeProvider>(WallClock.Instance)
            .AddOrchestrationsApp(configuration)
            .AddSingleton(PaperSettings.Read(new SettingsReader(configuration)))
            .AddSingleton<IStore, InMemoryStore>()
            .AddSingleton<IMarketData>(market)
            .AddSingleton<IPerpetualMarket>(new SyntheticPerpetualMarket(market, WallClock.Instance, 1))
            .AddPaperExchange(PaperFaults.None);
    }
}
