using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.CapitalIncrease;
using Orchestrations.App.Dca;
using Orchestrations.App.Exchange;
using Orchestrations.App.Funding;
using Orchestrations.App.Health;
using Orchestrations.App.Keys;
using Orchestrations.App.MarketData;
using Orchestrations.App.Paper;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Rebalance;
using Orchestrations.App.Reconciliation;
using Orchestrations.App.Risk;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Storage.Cosmos;
using Orchestrations.App.Tactical;
using Orchestrations.App.Trading;
using Orchestrations.App.Trend;

namespace Orchestrations.App.Settings;

/// <summary>Every setting that the app reads. The heads add their own.</summary>
public static class AppSettings
{
    static readonly TradingSettings onPaper = new(TradingMode.Paper, "main");

    /// <summary>Read by both heads.</summary>
    public static IReadOnlyList<SettingsGroup> Groups { get; } =
    [
        SettingsGroup.Of("Trading", settings => TradingSettings.Read(settings)),
        SettingsGroup.Of("DCA", settings => DcaSettings.Read(settings, onPaper)),
        SettingsGroup.Of("Risk", settings => RiskSettings.Read(settings)),
        SettingsGroup.Of("Risk watch and operations", settings =>
        {
            OperationsSettings.Read(settings);
            RiskWatchSettings.Read(settings);
        }),
        SettingsGroup.Of("Rebalance", settings => RebalanceSettings.Read(settings)),
        SettingsGroup.Of("Tactical reserve", settings => TacticalSettings.Read(settings)),
        SettingsGroup.Of("Capital increases", settings => CapitalSettings.Read(settings)),
        SettingsGroup.Of("Reconciliation", settings => ReconciliationSettings.Read(settings, onPaper)),
        SettingsGroup.Of("Funding cycle", settings => FundingSettings.Read(settings, onPaper)),
        SettingsGroup.Of("Trend", settings => TrendSettings.Read(settings, onPaper)),
        SettingsGroup.Of("Alerts", settings => AlertsSettings.Read(settings)),
        SettingsGroup.Of("Health", settings => HealthSettings.Read(settings)),
        SettingsGroup.Of("Keys", settings => KeysSettings.Read(settings, onPaper)),
        SettingsGroup.Of("Proof packs", settings => ProofPackSettings.Read(settings)),
        SettingsGroup.Of("Paper exchange and market data", settings =>
        {
            PaperSettings.Read(settings);
            MarketSettings.Read(settings);
        }),
    ];

    /// <summary>Read by the Azure head alone, by the Functions host and by the SDKs there.</summary>
    public static IReadOnlyList<SettingsGroup> AzureGroups { get; } =
    [
        SettingsGroup.Of("Audit log in a table", settings => AuditSettings.Read(settings)),
        SettingsGroup.Of("Bybit account", settings => BybitSettings.Read(settings, TradingMode.Paper)),
        SettingsGroup.Of("Azure Cosmos DB", settings => CosmosSettings.Read(settings)),
        SettingsGroup.Of("Azure: the Functions host and the SDKs", PlatformSettings.Declare),
    ];

    /// <summary>
    /// What triggers resolve by name, such as <c>%Dca:Schedule%</c>; a head puts them below its other configuration sources.
    /// </summary>
    public static IReadOnlyDictionary<string, string?> Schedules { get; } = Groups
        .SelectMany(group => group.Settings)
        .Where(setting => setting.Type == Setting.ScheduleType)
        .ToDictionary(setting => setting.Key, setting => (string?)setting.Default, StringComparer.OrdinalIgnoreCase);
}
