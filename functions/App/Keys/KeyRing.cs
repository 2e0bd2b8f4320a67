namespace Orchestrations.App.Keys;

/// <summary>The keys at one time. Older ones stay beside the current ones while they overlap.</summary>
/// <param name="Pack">The key that signs packs and checkpoints now.</param>
/// <param name="Response">The secret that signs answers now.</param>
/// <param name="Packs">Every pack key that is not disabled, also such as begin later: their public halves are published.</param>
/// <param name="Responses">Every response secret that is still accepted.</param>
public sealed record KeyRing(
    PackKey Pack, ResponseKey Response, IReadOnlyList<PackKey> Packs, IReadOnlyList<ResponseKey> Responses);
