namespace Orchestrations.App.ProofPacks;

/// <summary>The input of <see cref="RetentionOrchestrator"/> and of EraseExpired.</summary>
/// <param name="Tenant">Whose packs.</param>
/// <param name="Before">Packs before this time, UTC.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
/// <param name="Erased">How many were erased so far.</param>
/// <param name="Held">How many were held back so far.</param>
public sealed record RetentionInput(string Tenant, DateTimeOffset Before, string? After = null, int Erased = 0, int Held = 0);

/// <summary>What erasing a page came to: the output of EraseExpired.</summary>
/// <param name="Erased">How many packs' content was erased, counting such as were erased before.</param>
/// <param name="Held">How many are held.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record RetentionPage(int Erased, int Held, string? Next);

/// <summary>What a retention run came to: the output of <see cref="RetentionOrchestrator"/>.</summary>
/// <param name="Erased">How many packs' content was erased.</param>
/// <param name="Held">How many are held.</param>
public sealed record RetentionResult(int Erased, int Held);
