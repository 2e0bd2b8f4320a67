using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Audit;
using Orchestrations.App.Dca;
using Orchestrations.App.Engines;
using Orchestrations.App.Exports;
using Orchestrations.App.Funding;
using Orchestrations.App.Operations;
using Orchestrations.App.Positions;
using Orchestrations.App.Problems;
using Orchestrations.App.Rebalance;
using Orchestrations.App.Reconciliation;
using Orchestrations.App.Risk;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Statistics;
using Orchestrations.App.Stops;
using Orchestrations.App.Tactical;
using Orchestrations.App.Trend;

namespace Orchestrations.App.Trading;

/// <summary>What shows and steers trading over HTTP, beside each operation's own.</summary>
static class TradingServices
{
    public static IServiceCollection AddTrading(this IServiceCollection services) => services
        .AddSingleton<IdempotentWrites>()
        .AddSingleton<OperationSwitches>().AddSingleton<OperationRuns>().AddSingleton<OperationTimer>().AddSingleton<OperationTriggers>()
        .AddOperation<DcaTriggers>().AddOperation<RiskWatchTriggers>().AddOperation<RebalanceTriggers>()
        .AddOperation<TacticalTriggers>().AddOperation<ReconciliationTriggers>().AddOperation<FundingTriggers>()
        .AddOperation<TrendTriggers>()
        .AddSingleton<DcaPlanChanges>().AddSingleton<DcaPlanTriggers>()
        .AddSingleton<AuditPages>().AddSingleton<RiskTriggers>()
        .AddSingleton<StatisticsTriggers>()
        .AddSingleton<EngineBooks>().AddSingleton<EngineTriggers>()
        .AddSingleton<FundingRounds>().AddSingleton<BookExports>().AddSingleton<ExportTriggers>()
        .AddSingleton<StopSightings>().AddSingleton<OpenPositions>().AddSingleton<PositionTriggers>();

    // The same object as the one whose functions the host calls.
    static IServiceCollection AddOperation<TTriggers>(this IServiceCollection services)
        where TTriggers : class, IOperation =>
        services.AddSingleton<IOperation>(provider => provider.GetRequiredService<TTriggers>());
}
