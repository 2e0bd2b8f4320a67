using Orchestrations.App.Storage;

namespace Orchestrations.App.ProofPacks;

/// <summary>What is to be entered in a log.</summary>
/// <param name="Leaf">The entry's bytes.</param>
/// <param name="Kind">pack, erased, held or released.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="Notice">The bytes as text, for entries that are kept nowhere else.</param>
/// <param name="With">What is stored in the same batch, given the entry as it will stand.</param>
sealed record LogDraft(
    byte[] Leaf, string Kind, string Pack, string? Notice, Func<LogEntry, IReadOnlyList<StoreOperation>> With);

/// <summary>An entry as it stands.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Time">When it was entered, UTC.</param>
/// <param name="Proof">The text of its <c>.tlog-proof</c>, against the checkpoint of the log that it was the last entry of.</param>
sealed record LogEntry(long Index, DateTimeOffset Time, string Proof);
