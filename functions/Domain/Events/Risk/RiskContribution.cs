namespace Orchestrations.Domain.Events.Risk;

/// <summary>What one rule adds to a score, and for which event.</summary>
/// <param name="Rule">The rule's name: delay, temperature, shock, gap, out-of-order, route, custody.</param>
/// <param name="Points">What it adds, above zero.</param>
/// <param name="Event">The id of the event that it was found at.</param>
/// <param name="Reason">What was found, for people. It may tell of fields that a redacted copy withholds.</param>
public sealed record RiskContribution(string Rule, int Points, string Event, string Reason);
