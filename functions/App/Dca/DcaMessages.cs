using System.Text.Json.Serialization;
using Orchestrations.App.Orders;

namespace Orchestrations.App.Dca;

// What the DCA orchestration and its activities say to each other. Amounts are JSON numbers: see Orders/OrderMessages.

/// <summary>The input of <see cref="DcaOrchestrator"/>.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Interval">The interval it runs for, as in the instance id: yyyyMMdd or yyyyMMddHH.</param>
public sealed record DcaRunInput(string Plan, string Interval);

/// <summary>The input of DecideDca.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Instance">The run's instance id; a run decides once.</param>
/// <param name="Now">The time to decide for, UTC: the orchestration's, so that a repeated step decides the same.</param>
public sealed record DcaDecideInput(string Plan, string Instance, DateTimeOffset Now);

/// <summary>What a run will do. Its amounts are set aside already.</summary>
/// <param name="Orders">The orders to carry out, in this order.</param>
/// <param name="Unresolved">Orders of earlier runs without a known end, to be looked at again.</param>
/// <param name="Prove">True when the run is to end in a proof pack.</param>
public sealed record DcaDecided(
    IReadOnlyList<OrderInput> Orders,
    IReadOnlyList<OrderInput> Unresolved,
    // Left out where it says nothing new, so that histories stay as they are.
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Prove = false);

/// <summary>The input of RecordDcaProgress.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Order">The order.</param>
/// <param name="Result">What it came to; null when its orchestration failed, which leaves it unresolved.</param>
public sealed record DcaProgressInput(string Plan, OrderInput Order, OrderResult? Result);

/// <summary>One order of a run.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Amount">What was to be spent, in the quote coin.</param>
/// <param name="Status">As in <see cref="OrderResult.Status"/>, or Failed when the order's orchestration failed.</param>
/// <param name="NetQuantity">What arrived, in the base coin.</param>
/// <param name="NetNotional">What counts as progress, in the quote coin.</param>
/// <param name="Code">Why it was not simply filled; null when it was.</param>
/// <param name="Reason">The same for people.</param>
public sealed record DcaRunLine(
    string Symbol, decimal Amount, string Status, decimal NetQuantity, decimal NetNotional, string? Code, string? Reason);

/// <summary>What a run came to: the output of <see cref="DcaOrchestrator"/>. Amounts are JSON numbers.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Interval">The interval it ran for.</param>
/// <param name="Orders">Its orders, in the order they were carried out.</param>
/// <param name="LookedAgain">Orders of earlier runs that it looked at again.</param>
public sealed record DcaRunResult(
    string Plan, string Interval, IReadOnlyList<DcaRunLine> Orders, IReadOnlyList<DcaRunLine> LookedAgain);
