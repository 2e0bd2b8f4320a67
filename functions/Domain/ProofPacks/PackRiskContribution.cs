namespace Orchestrations.Domain.ProofPacks;

/// <summary>What one rule found. It names events and never quotes them: the manifest is shown to everyone, their fields are not.</summary>
/// <param name="Rule">The rule's stable name, such as <c>arrival-late</c>.</param>
/// <param name="Points">What it adds to the score, 0 to 100.</param>
/// <param name="Events">The ids of the events it judged by.</param>
public sealed record PackRiskContribution(string Rule, int Points, IReadOnlyList<string> Events);
