using System.Globalization;
using System.Text.Json.Serialization;
using Orchestrations.App.Orders;
using Orchestrations.App.Stops;

namespace Orchestrations.App.Trend;

// What the trend strategy and its activities say to each other. Amounts are JSON numbers: see Orders/OrderMessages.

/// <summary>The input of <see cref="TrendOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose books.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Day">The day it runs on, as in the instance id: yyyyMMdd.</param>
public sealed record TrendRunInput(string Portfolio, string Symbol, string Day)
{
    /// <summary>When the day begins, UTC; null for what is no day.</summary>
    internal DateTimeOffset? Begin => DateTimeOffset.TryParseExact(
        Day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var begin) ? begin : null;

    /// <summary>True when a run that does something is to end in a proof pack.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prove { get; init; }
}

/// <summary>The input of DecideTrend.</summary>
/// <param name="Run">The run.</param>
/// <param name="Instance">Its instance id; a run decides once.</param>
/// <param name="Now">The time to decide for, UTC: the orchestration's.</param>
public sealed record TrendDecideInput(TrendRunInput Run, string Instance, DateTimeOffset Now);

/// <summary>What a run will do.</summary>
/// <param name="Action">None, Enter, Hold, Exit, or Closed when the position is gone already.</param>
/// <param name="Code">Why nothing is done, when that has a stable code.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Order">The order of an entry or an exit; null otherwise.</param>
/// <param name="Stop">The stop as it should be afterwards; its size of an entry is what is filled. Null when there is nothing
/// to protect and no stop to remove.</param>
public sealed record TrendDecided(string Action, string? Code, string Reason, OrderInput? Order, StopInput? Stop)
{
    /// <summary>True when a stop is moved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Trails { get; init; }

    /// <summary>True when the run orders, moves a stop, or found its position gone.</summary>
    [JsonIgnore]
    public bool DoesSomething => Order is not null || Trails || Action == "Closed";
}

/// <summary>The input of RecordTrendRun.</summary>
/// <param name="Run">The run.</param>
/// <param name="Instance">Its instance id.</param>
/// <param name="Decided">What it set out to do.</param>
/// <param name="Order">What its order came to; null when there was none, or its orchestration failed.</param>
/// <param name="Stop">How its stop stands; null when there was none to look at.</param>
/// <param name="Flight">What closing an unprotected position came to; null when it was protected.</param>
/// <param name="Begun">When the run began, UTC.</param>
/// <param name="Now">The time, UTC: the orchestration's.</param>
public sealed record TrendRunEnd(
    TrendRunInput Run, string Instance, TrendDecided Decided, OrderResult? Order, StopResult? Stop, OrderResult? Flight,
    DateTimeOffset Begun, DateTimeOffset Now);

/// <summary>What a run came to: the output of <see cref="TrendOrchestrator"/>. Amounts are JSON numbers.</summary>
/// <param name="Symbol">The contract.</param>
/// <param name="Day">The day.</param>
/// <param name="Action">What it set out to do.</param>
/// <param name="Position">What is open, in the base coin.</param>
/// <param name="Stop">Where it is protected; null when nothing is open or nothing protects it.</param>
/// <param name="Profit">What the trade made after fees and funding, in the quote coin, when it ended; null otherwise.</param>
/// <param name="Reason">For people.</param>
public sealed record TrendRunResult(
    string Symbol, string Day, string Action, decimal Position, decimal? Stop, decimal? Profit, string Reason)
{
    /// <summary>The ledger entries of a trade that ended, by their sources: what its profit is the sum of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Postings { get; init; }
}

/// <summary>The input of ListTrendExits.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Run">What asks for it; names the orders.</param>
public sealed record TrendExitsInput(string Portfolio, string Run);

/// <summary>What closing every position takes.</summary>
/// <param name="Exits">One for each open position, with its stop to be removed.</param>
public sealed record TrendExits(IReadOnlyList<TrendDecided> Exits);
