using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Orchestrations.App.Metrics;

/// <summary>What metrics need.</summary>
static class MetricsServices
{
    public static IServiceCollection AddAppMetrics(this IServiceCollection services) => services
        .AddSingleton<PortfolioGauges>().AddSingleton<AppMeters>().AddSingleton<MetricsCollector>().AddSingleton<MetricsTriggers>()
        .AddSingleton<IHostedService>(provider => provider.GetRequiredService<MetricsCollector>());
}
