using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Notes;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// The settings section <c>ProofPacks</c>: LogOrigin (orchestrations.local), OpenTenant (none), RetentionDays (2555), Operations
/// (all), Shipments:MostEvents (1000), Shipments:Deadline (1.00:00:00).
/// </summary>
/// <param name="LogOrigin">What the origins of the logs begin with; the tenant's name follows. It must never change.</param>
/// <param name="OpenTenant">The tenant of callers on this machine that send no API key; empty for none.</param>
/// <param name="RetentionDays">After how many days the content of packs is erased, where a tenant says nothing else.</param>
/// <param name="Operations">The operations whose runs end in packs, of <see cref="KnownOperations"/>.</param>
/// <param name="MostEvents">At how many events a subject's collected events become a pack.</param>
/// <param name="Deadline">How long after a subject's first event its events become a pack.</param>
public sealed record ProofPackSettings(
    string LogOrigin, string OpenTenant, int RetentionDays, IReadOnlyCollection<string> Operations, int MostEvents, TimeSpan Deadline)
{
    /// <summary>The tenant that operations of this system prove themselves under.</summary>
    public const string OwnTenant = "operations";

    const string All = "all";

    /// <summary>The DCA plans.</summary>
    public const string Dca = "dca";

    /// <summary>The capital increases.</summary>
    public const string Capital = "capital";

    /// <summary>The kill switch.</summary>
    public const string KillSwitch = "killswitch";

    /// <summary>The operations that can end in packs.</summary>
    public static IReadOnlyCollection<string> KnownOperations { get; } =
    [
        Dca, OperationsSettings.Rebalance, OperationsSettings.Funding, OperationsSettings.Trend, OperationsSettings.Tactical,
        OperationsSettings.RiskWatch, Capital, KillSwitch,
    ];

    /// <summary>True when every run of an operation that did something ends in a pack.</summary>
    public bool Proves(string operation) => Operations.Contains(operation);

    /// <summary>Reads the section; what is wrong is collected by the reader.</summary>
    public static ProofPackSettings Read(SettingsReader settings)
    {
        var origin = settings.Text("ProofPacks:LogOrigin", "orchestrations.local",
            "what the names of the logs begin with; never change it", range: "up to 100 characters without white space and plus signs");
        settings.Schedule("ProofPacks:RetentionSchedule", "0 30 3 * * *", "when content whose time is up is erased");
        if (!SignedNote.IsName(origin) || origin.Length > 100)
            settings.Refuse(SettingsReader.BadValue, "ProofPacks:LogOrigin",
                $"'{origin}' is refused; use up to 100 characters without white space and plus signs, such as proofs.example.com.");
        var named = settings.Text(
            "ProofPacks:Operations", All, "operations whose runs end in a pack when they did something; none in simulate", "names",
            string.Join(", ", KnownOperations) + "; or all, or none");
        var operations = named switch
        {
            All => [.. KnownOperations],
            "none" => [],
            _ => named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        foreach (var unknown in operations.Except(KnownOperations, StringComparer.Ordinal))
            settings.Refuse(SettingsReader.BadValue, "ProofPacks:Operations",
                $"'{unknown}' is refused; use {string.Join(", ", KnownOperations)}, separated by commas, or all, or none.");
        return new ProofPackSettings(
            origin,
            settings.Text("ProofPacks:OpenTenant", "", "the tenant of callers on this machine without an API key", "name",
                standard: "local head on loopback: main; else none"),
            settings.Integer("ProofPacks:RetentionDays", 2555, 1, 36_500,
                "days after which content is erased, where a tenant says nothing else"),
            operations,
            settings.Integer("ProofPacks:Shipments:MostEvents", 1000, 1, 10_000, "at how many collected events a subject's pack is made"),
            settings.Duration("ProofPacks:Shipments:Deadline", TimeSpan.FromDays(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(90),
                "how long after its first event a subject's pack is made"));
    }
}
