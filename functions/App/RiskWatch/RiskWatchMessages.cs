using System.Globalization;
using System.Text.Json.Serialization;
using Orchestrations.App.Closing;

namespace Orchestrations.App.RiskWatch;

// What the risk watch and its activities say to each other. Amounts are JSON numbers: see Orders/OrderMessages.

/// <summary>The input of <see cref="RiskWatchOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run's name, with its minute: runs of one minute are one.</param>
public sealed record RiskWatchInput(string Portfolio, string Run)
{
    /// <summary>How a run's minute is written at the end of its name.</summary>
    internal const string Minute = "yyyyMMddHHmm";

    /// <summary>True when a run that does something is to end in a proof pack.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prove { get; init; }
}

/// <summary>The input of WatchRisk.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">The run.</param>
/// <param name="Now">The orchestration's time, UTC.</param>
public sealed record RiskWatchStep(string Portfolio, string Run, DateTimeOffset Now)
{
    /// <summary>
    /// The time to value for: the minute the run was due, as its name says. What the breaker derives from it must not depend on how
    /// late the run began.
    /// </summary>
    internal DateTimeOffset At => Run.Length > RiskWatchInput.Minute.Length && DateTimeOffset.TryParseExact(
        Run[^RiskWatchInput.Minute.Length..], RiskWatchInput.Minute, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
        out var due) ? due : Now;
}

/// <summary>What a valuation led to.</summary>
/// <param name="Value">What the portfolio is worth, in USDT.</param>
/// <param name="Drawdown">From its peak, 0 to 1.</param>
/// <param name="Before">The breaker's level before.</param>
/// <param name="Level">The level after.</param>
/// <param name="Closings">The engines to close now, with who closes them.</param>
public sealed record RiskWatched(
    decimal Value, decimal Drawdown, int Before, int Level, IReadOnlyList<EngineCloser> Closings);

/// <summary>What a run came to: the output of <see cref="RiskWatchOrchestrator"/>.</summary>
/// <param name="Value">What the portfolio is worth, in USDT.</param>
/// <param name="Drawdown">From its peak, 0 to 1.</param>
/// <param name="Before">The breaker's level before.</param>
/// <param name="Level">The level after.</param>
/// <param name="Closed">What was closed.</param>
public sealed record RiskWatchResult(
    decimal Value, decimal Drawdown, int Before, int Level, IReadOnlyList<EngineClosed> Closed);
