using System.Globalization;
using Orchestrations.Domain.Merkle;

namespace Orchestrations.App.ProofPacks;

/// <summary>The head of a tenant's log, stored under <c>head</c>; serialises writers.</summary>
/// <param name="Size">How many entries the log has.</param>
/// <param name="Frontier">The hashes of its full subtrees, the largest first, Base64.</param>
/// <param name="Checkpoint">The signed checkpoint of this size.</param>
sealed record LogHeadItem(long Size, IReadOnlyList<string> Frontier, string Checkpoint)
{
    public const string Id = "head";

    public MerkleFrontier ToFrontier() => new(Size, [.. Frontier.Select(h => new Digest(Convert.FromBase64String(h)))]);
}

/// <summary>An entry of a log, stored under <c>leaf-&lt;index&gt;</c>.</summary>
/// <param name="Index">Its place, from 0 without gaps.</param>
/// <param name="Hash">The leaf hash, Base64.</param>
/// <param name="Kind">pack, erased, held or released.</param>
/// <param name="Pack">The pack's id.</param>
/// <param name="Time">When it was entered, UTC.</param>
/// <param name="Notice">The entry's bytes as text; null for packs, whose manifest is the entry.</param>
sealed record LogLeafItem(long Index, string Hash, string Kind, string Pack, DateTimeOffset Time, string? Notice)
{
    public static string IdOf(long index) => "leaf-" + index.ToString("D15", CultureInfo.InvariantCulture);
}

/// <summary>A full subtree's hash, stored under <c>node-&lt;level&gt;-&lt;index&gt;</c>. It never changes again.</summary>
/// <param name="Hash">Base64.</param>
sealed record LogNodeItem(string Hash)
{
    public static string IdOf(TreeNode node) => node.Level == 0
        ? LogLeafItem.IdOf(node.Index)
        : string.Create(CultureInfo.InvariantCulture, $"node-{node.Level:D2}-{node.Index:D15}");
}
