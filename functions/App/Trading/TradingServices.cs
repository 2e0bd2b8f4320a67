using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Audit;
using Orchestrations.App.Engines;
using Orchestrations.App.Positions;
using Orchestrations.App.Risk;
using Orchestrations.App.Statistics;
using Orchestrations.App.Stops;

namespace Orchestrations.App.Trading;

/// <summary>What shows and steers trading over HTTP, beside each operation's own.</summary>
static class TradingServices
{
    public static IServiceCollection AddTrading(this IServiceCollection services) => services
        .AddSingleton<AuditPages>().AddSingleton<RiskTriggers>()
        .AddSingleton<StatisticsTriggers>()
        .AddSingleton<EngineBooks>().AddSingleton<EngineTriggers>()
        .AddSingleton<StopSightings>().AddSingleton<OpenPositions>().AddSingleton<PositionTriggers>();
}
