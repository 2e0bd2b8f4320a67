using Orchestrations.App.Settings;

namespace Orchestrations.App.Trading;

/// <summary>
/// The setting <c>Operations:Run</c>: which operations their timers start, separated by commas; all when it is missing. What
/// people start over HTTP or a queue is not asked for it.
/// </summary>
/// <param name="Names">Of <see cref="Known"/>.</param>
public sealed record OperationsSettings(IReadOnlySet<string> Names)
{
    /// <summary>The plans; their timer has no setting that leaves it out.</summary>
    public const string Dca = "dca";

    /// <summary>The risk watch.</summary>
    public const string RiskWatch = "riskwatch";

    /// <summary>The rebalance of the core.</summary>
    public const string Rebalance = "rebalance";

    /// <summary>The tactical reserve.</summary>
    public const string Tactical = "tactical";

    /// <summary>The comparison of the books with the exchange.</summary>
    public const string Reconciliation = "reconciliation";

    /// <summary>The funding cycles.</summary>
    public const string Funding = "funding";

    /// <summary>The trend strategy.</summary>
    public const string Trend = "trend";

    /// <summary>The watch over the system's health.</summary>
    public const string HealthWatch = "healthwatch";

    /// <summary>Every operation that has a timer which may be left out.</summary>
    public static IReadOnlyList<string> Known { get; } = [RiskWatch, Rebalance, Tactical, Reconciliation, Funding, Trend, HealthWatch];

    /// <summary>True when the operation's timer starts it.</summary>
    public bool Runs(string operation) => operation == Dca || Names.Contains(operation);

    /// <summary>Reads the setting; what is wrong is collected by the reader.</summary>
    public static OperationsSettings Read(SettingsReader settings)
    {
        var text = settings.Text("Operations:Run", string.Join(',', Known),
            "which operations their timers start", "names", $"{string.Join(", ", Known)}; or none", "all");
        var names = text == "none" ? [] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names.Where(name => !Known.Contains(name)))
            settings.Refuse(
                SettingsReader.BadValue, "Operations:Run",
                $"'{name}' is refused; use names of {string.Join(", ", Known)}, separated by commas, or none.");
        return new OperationsSettings(names.ToHashSet(StringComparer.Ordinal));
    }
}
