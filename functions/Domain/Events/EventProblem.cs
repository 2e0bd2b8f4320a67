namespace Orchestrations.Domain.Events;

/// <summary>One thing that is wrong with events as they came.</summary>
/// <param name="Path">Where, as a JSON path from the document's root, such as <c>$.events[2].eventDateTime</c>.</param>
/// <param name="Problem">What is wrong, with the remedy.</param>
public sealed record EventProblem(string Path, string Problem);
