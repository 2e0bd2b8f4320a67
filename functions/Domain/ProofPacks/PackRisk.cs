namespace Orchestrations.Domain.ProofPacks;

/// <summary>The risk that the events show, as the manifest says it.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Contributions">What it is made of.</param>
public sealed record PackRisk(int Score, IReadOnlyList<PackRiskContribution> Contributions)
{
    /// <summary>No rule found anything.</summary>
    public static PackRisk None { get; } = new(0, []);
}
