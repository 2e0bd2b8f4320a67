using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Capital;
using Orchestrations.App.CapitalIncrease;
using Orchestrations.App.Closing;
using Orchestrations.App.Contracts;
using Orchestrations.App.Dca;
using Orchestrations.App.Funding;
using Orchestrations.App.Health;
using Orchestrations.App.Keys;
using Orchestrations.App.KillSwitch;
using Orchestrations.App.Ledger;
using Orchestrations.App.Metrics;
using Orchestrations.App.OpenApi;
using Orchestrations.App.Orchestrations;
using Orchestrations.App.Orders;
using Orchestrations.App.Portal;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Prices;
using Orchestrations.App.Rebalance;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Reconciliation;
using Orchestrations.App.Risk;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Settings;
using Orchestrations.App.Stops;
using Orchestrations.App.Tactical;
using Orchestrations.App.Trading;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Risk;

namespace Orchestrations.App;

/// <summary>What both heads register.</summary>
public static class AppServices
{
    /// <summary>
    /// Registers settings, repositories, rules and function classes. The head registers IStore, the ports of
    /// the exchange and the market, and TimeProvider.
    /// </summary>
    /// <exception cref="SettingsException">The settings do not allow a start; everything that is wrong is named.</exception>
    public static IServiceCollection AddOrchestrationsApp(this IServiceCollection services, IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var trading = TradingSettings.Read(reader);
        var risk = RiskSettings.Read(reader);
        var dca = DcaSettings.Read(reader, trading);
        var keys = KeysSettings.Read(reader, trading);
        var packs = ProofPackSettings.Read(reader);
        var operations = OperationsSettings.Read(reader);
        var watch = RiskWatchSettings.Read(reader);
        var rebalance = RebalanceSettings.Read(reader);
        var tactical = TacticalSettings.Read(reader);
        var capital = CapitalSettings.Read(reader);
        var reconciliation = ReconciliationSettings.Read(reader, trading);
        var funding = FundingSettings.Read(reader, trading);
        var trend = TrendSettings.Read(reader, trading);
        var alerts = AlertsSettings.Read(reader);
        var health = HealthSettings.Read(reader);
        reader.ThrowIfRefused();
        foreach (var group in AppSettings.Groups)
            services.AddSingleton(group);
        return services
            .AddSingleton<EffectiveSettings>().AddSingleton<SettingsTriggers>().AddHostedService<SettingsWarnings>()
            .AddSingleton(trading).AddSingleton(risk).AddSingleton(dca).AddSingleton(operations).AddSingleton(watch)
            .AddSingleton(rebalance).AddSingleton(tactical).AddSingleton(capital)
            .AddSingleton(reconciliation).AddSingleton(funding).AddSingleton(trend)
            // An operator's own rules are judged with the product's: services.AddSingleton<IRiskRule, TheirRule>().
            .AddSingleton(provider => provider.GetServices<IRiskRule>().Aggregate(RiskBook.Standard, (book, rule) => book.With(rule)))
            .AddSingleton<RiskBackground>().AddSingleton<LossMemory>().AddSingleton<CoinCorrelations>()
            .AddSingleton<PortfolioValuation>().AddSingleton<BreakerRepository>().AddSingleton<KillSwitchRepository>()
            .AddSingleton<EngineClosers>().AddSingleton<ClosingActivities>()
            .AddSingleton<RiskWatchActivities>().AddSingleton<RiskWatchTriggers>()
            .AddSingleton<EntryGate>()
            .AddSingleton<RebalanceRepository>().AddSingleton<RebalanceActivities>().AddSingleton<RebalanceTriggers>()
            .AddSingleton<TacticalRepository>().AddSingleton<TacticalMarket>()
            .AddSingleton<TacticalActivities>().AddSingleton<TacticalTriggers>()
            .AddSingleton<CapitalRepository>().AddSingleton<CapitalActivities>().AddSingleton<CapitalTriggers>()
            .AddSingleton<KillSwitchActivities>().AddSingleton<KillSwitchTriggers>()
            .AddSingleton<LedgerRepository>().AddSingleton<BooksOwner>().AddSingleton<AuditRepository>()
            .AddSingleton<OrderRepository>().AddSingleton<PromisedFunds>().AddSingleton<DcaRepository>()
            .AddSingleton<EmergencyStop>().AddSingleton<RiskAssessment>().AddSingleton<DcaRuns>()
            .AddSingleton<OrderActivities>().AddSingleton<OrderResolution>()
            .AddSingleton<OpenApiTriggers>()
            .AddSingleton(_ => PortalFiles.OfProgram()).AddSingleton<PortalTriggers>()
            .AddSingleton<IOrchestrationPages, BackendPages>().AddSingleton<IOrchestrationWaits, UnknownWaits>()
            .AddSingleton<OrchestrationTriggers>().AddSingleton<OrchestrationActionTriggers>()
            .AddSingleton<PriceSeries>().AddSingleton<OwnMarks>().AddSingleton<PriceTriggers>()
            .AddSingleton<PortfolioTriggers>().AddSingleton<LedgerTriggers>().AddSingleton<OrderTriggers>().AddSingleton<AuditTriggers>()
            .AddSingleton<OrderVenue>().AddSingleton<ContractClaims>().AddSingleton<ContractBooks>()
            .AddSingleton<BookComparison>()
            .AddSingleton<ReconciliationActivities>().AddSingleton<ReconciliationTriggers>()
            .AddSingleton<EngineFunds>().AddSingleton<EngineBudgets>().AddSingleton<FundingRepository>().AddSingleton<FundingReadings>()
            .AddSingleton<FundingIncomeBooks>().AddSingleton<FundingActivities>().AddSingleton<FundingTriggers>()
            .AddSingleton<StopActivities>()
            .AddSingleton<TrendRepository>().AddSingleton<TrendActivities>().AddSingleton<TrendTriggers>()
            // Engines with contracts close themselves: selling their coins alone would leave the contracts.
            .AddSingleton(new EngineCloser(Account.EngineCode(PortfolioEngine.Funding), nameof(CloseFundingOrchestrator)))
            .AddSingleton(new EngineCloser(Account.EngineCode(PortfolioEngine.Trend), nameof(CloseTrendOrchestrator)))
            .AddSingleton<DcaActivities>().AddSingleton<DcaTriggers>().AddSingleton<EmergencyStopTriggers>()
            .AddTrading()
            .AddAlerts(alerts).AddAppMetrics()
            .AddSingleton(health).AddSingleton<StoreProbe>().AddSingleton<HealthReadings>().AddSingleton<HealthBoard>()
            .AddSingleton<FailureCursor>()
            .AddSingleton<HealthActivities>().AddSingleton<HealthTriggers>().AddSingleton<HealthWatchTriggers>()
            .AddProofPacks(keys, packs);
    }
}
