using System.Text.Json.Serialization;

namespace Orchestrations.App.CapitalIncrease;

// What capital increases are told, and what their orchestration and activities say to each other. Amounts are in USDT; between
// orchestration and activities they are JSON numbers, see Orders/OrderMessages.

/// <summary>The body of <c>POST api/capital-increases</c>.</summary>
/// <param name="Name">1 to 40 characters of a-z, 0-9 and hyphen.</param>
/// <param name="Phases">1 to 20, carried out one after the other.</param>
public sealed record CapitalBody(string Name, IReadOnlyList<CapitalPhase> Phases);

/// <summary>One phase of an increase.</summary>
/// <param name="Amount">What is brought in, above zero.</param>
/// <param name="NotBefore">When it may begin, UTC; at once when left out.</param>
public sealed record CapitalPhase(decimal Amount, DateTimeOffset? NotBefore = null);

/// <summary>A person's answer: the body of <c>POST api/capital-increases/{name}/answer</c>, and the event that is waited for.</summary>
/// <param name="Phase">Which phase is answered for, from 1.</param>
/// <param name="Approved">True to bring the capital in.</param>
/// <param name="By">Who answers; 1 to 100 characters.</param>
/// <param name="Reason">Why; 1 to 500 characters.</param>
public sealed record CapitalAnswer(int Phase, bool Approved, string By, string Reason);

/// <summary>The answer of the endpoints.</summary>
/// <param name="Name">The increase.</param>
/// <param name="Id">Its instance.</param>
/// <param name="State">Where it stands; null before it began.</param>
public sealed record CapitalShown(string Name, string Id, CapitalState? State);

/// <summary>A page of capital increases.</summary>
/// <param name="Increases">By name.</param>
/// <param name="Next">The <c>after</c> of the next page; null at the end.</param>
public sealed record CapitalPage(IReadOnlyList<CapitalShown> Increases, string? Next);

/// <summary>Where an increase stands, as stored.</summary>
/// <param name="Name">The increase.</param>
/// <param name="Phase">The phase it is in, from 1.</param>
/// <param name="Amount">That phase's amount.</param>
/// <param name="Stage">Deferred, Waiting, Done, Declined or Expired.</param>
/// <param name="Missed">The conditions that do not hold, when it is deferred.</param>
/// <param name="Deadline">Until when an answer is waited for, UTC; null when none is.</param>
/// <param name="Reminders">How often a person was reminded.</param>
/// <param name="By">Who answered; null before.</param>
/// <param name="Reason">Why, for people.</param>
public sealed record CapitalState(
    string Name, int Phase, decimal Amount, string Stage, IReadOnlyList<string> Missed, DateTimeOffset? Deadline, int Reminders,
    string? By, string? Reason);

/// <summary>The input of <see cref="CapitalOrchestrator"/>.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Name">The increase.</param>
/// <param name="Phases">Its phases.</param>
/// <param name="Deadline">How long a person has to answer.</param>
/// <param name="Reminder">Time between two reminders.</param>
public sealed record CapitalInput(
    string Portfolio, string Name, IReadOnlyList<CapitalPhase> Phases, TimeSpan Deadline, TimeSpan Reminder)
{
    /// <summary>True when a run that does something is to end in a proof pack.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Prove { get; init; }
}

/// <summary>The input of CheckCapital and BringCapital.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Name">The increase.</param>
/// <param name="Phase">Which phase, from 1.</param>
/// <param name="Amount">Its amount.</param>
/// <param name="Now">The orchestration's time, UTC.</param>
public sealed record CapitalStep(string Portfolio, string Name, int Phase, decimal Amount, DateTimeOffset Now);

/// <summary>What a check of the conditions came to.</summary>
/// <param name="Hold">True when every condition holds.</param>
/// <param name="Missed">Those that do not.</param>
public sealed record CapitalChecked(bool Hold, IReadOnlyList<string> Missed);

/// <summary>The input of RecordCapital.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="State">Where the increase stands now.</param>
public sealed record CapitalRecord(string Portfolio, CapitalState State);

/// <summary>What an increase came to: the output of <see cref="CapitalOrchestrator"/>.</summary>
/// <param name="Stage">Done, Declined or Expired: of the last phase that was tried.</param>
/// <param name="Brought">What was brought in over all phases.</param>
public sealed record CapitalResult(string Stage, decimal Brought);
