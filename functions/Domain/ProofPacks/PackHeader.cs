namespace Orchestrations.Domain.ProofPacks;

/// <summary>What a manifest says besides its events. All of it is visible in every copy.</summary>
/// <param name="Id">The pack's id, from its intent.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Subject">What it is about: a shipment, an operation's instance.</param>
/// <param name="Policy">The version of the rules that judged the events.</param>
/// <param name="Log">The origin of the log that the pack is entered in.</param>
/// <param name="Risk">The score with what it is made of.</param>
/// <param name="Previous">The pack of the same subject before this one; null for the first.</param>
/// <param name="Generated">When the pack was made.</param>
public sealed record PackHeader(
    string Id,
    string Tenant,
    string Subject,
    string Policy,
    string Log,
    PackRisk Risk,
    PackLink? Previous,
    DateTimeOffset Generated);
