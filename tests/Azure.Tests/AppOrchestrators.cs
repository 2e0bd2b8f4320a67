using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App;
using Orchestrations.App.Alerts;
using Orchestrations.App.CapitalIncrease;
using Orchestrations.App.Closing;
using Orchestrations.App.Dca;
using Orchestrations.App.Funding;
using Orchestrations.App.Health;
using Orchestrations.App.KillSwitch;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Rebalance;
using Orchestrations.App.Reconciliation;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Shipments;
using Orchestrations.App.Stops;
using Orchestrations.App.Tactical;
using Orchestrations.App.Trend;

namespace Orchestrations.Azure.Tests;

/// <summary>The app's orchestrators as Microsoft's durable worker takes them.</summary>
static class AppOrchestrators
{
    /// <summary>By the names of their functions.</summary>
    public static IReadOnlyDictionary<string, ITaskOrchestrator> All { get; } = new Dictionary<string, ITaskOrchestrator>
    {
        [nameof(AlertChannelOrchestrator)] = Of<AlertSend, AlertChannelResult>(AlertChannelOrchestrator.RunAsync),
        [nameof(AlertDigestOrchestrator)] = Of<AlertDigestInput, AlertNoticeResult>(AlertDigestOrchestrator.RunAsync),
        [nameof(AlertOrchestrator)] = Of<AlertNoticeInput, AlertNoticeResult>(AlertOrchestrator.RunAsync),
        [nameof(CapitalOrchestrator)] = Of<CapitalInput, CapitalResult>(CapitalOrchestrator.RunAsync),
        [nameof(CloseEngineOrchestrator)] = Of<CloseEngineInput, EngineClosed>(CloseEngineOrchestrator.RunAsync),
        [nameof(CloseFundingOrchestrator)] = Of<CloseEngineInput, EngineClosed>(CloseFundingOrchestrator.RunAsync),
        [nameof(CloseTrendOrchestrator)] = Of<CloseEngineInput, EngineClosed>(CloseTrendOrchestrator.RunAsync),
        [nameof(DcaOrchestrator)] = Of<DcaRunInput, DcaRunResult>(DcaOrchestrator.RunAsync),
        [nameof(FundingOrchestrator)] = Of<FundingCycleInput, FundingCycleResult>(FundingOrchestrator.RunAsync),
        [nameof(HealthOrchestrator)] = Of<HealthInput, HealthResult>(HealthOrchestrator.RunAsync),
        [nameof(KillSwitchOrchestrator)] = Of<KillSwitchInput, KillSwitchResult>(KillSwitchOrchestrator.RunAsync),
        [nameof(OrderOrchestrator)] = Of<OrderInput, OrderResult>(OrderOrchestrator.RunAsync),
        [nameof(PackOrchestrator)] = Of<PackRunInput, PackSealed>(PackOrchestrator.RunAsync),
        [nameof(RebalanceOrchestrator)] = Of<RebalanceInput, RebalanceResult>(RebalanceOrchestrator.RunAsync),
        [nameof(ReconciliationOrchestrator)] = Of<ReconciliationInput, ReconciliationResult>(ReconciliationOrchestrator.RunAsync),
        [nameof(RetentionOrchestrator)] = Of<RetentionInput, RetentionResult>(RetentionOrchestrator.RunAsync),
        [nameof(RiskWatchOrchestrator)] = Of<RiskWatchInput, RiskWatchResult>(RiskWatchOrchestrator.RunAsync),
        [nameof(ShipmentOrchestrator)] = Of<ShipmentInput, ShipmentResult>(ShipmentOrchestrator.RunAsync),
        [nameof(StopOrchestrator)] = Of<StopInput, StopResult>(StopOrchestrator.RunAsync),
        [nameof(TacticalOrchestrator)] = Of<TacticalInput, TacticalResult>(TacticalOrchestrator.RunAsync),
        [nameof(TrendOrchestrator)] = Of<TrendRunInput, TrendRunResult>(TrendOrchestrator.RunAsync),
    };

    /// <summary>The names of all functions that are orchestrators.</summary>
    public static IEnumerable<string> Names => typeof(AppServices).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
        .Where(method => method.GetParameters().Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute))))
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()!.Name);

    static Orchestrator<TIn, TOut> Of<TIn, TOut>(Func<TaskOrchestrationContext, Task<TOut>> run) => new(run);

    sealed class Orchestrator<TIn, TOut>(Func<TaskOrchestrationContext, Task<TOut>> run) : ITaskOrchestrator
    {
        public Type InputType => typeof(TIn);

        public Type OutputType => typeof(TOut);

        public async Task<object?> RunAsync(TaskOrchestrationContext context, object? input) => await run(context);
    }
}
