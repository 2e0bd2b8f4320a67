using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Verifies that a manifest is an entry of a log whose head is signed.</summary>
sealed class AnchorCheck(Manifest manifest, byte[] payload, KeyList? keys, byte[]? proofFile)
{
    /// <summary>The index that the proof says.</summary>
    public long? Index { get; private set; }

    /// <summary>The results for inclusion and checkpoint.</summary>
    public AxisResult[] Run()
    {
        if (proofFile is not { } file)
            return [Skip(Axis.Inclusion, "there is no log proof"), Skip(Axis.Checkpoint, "there is no log proof")];
        if (LogProof.Read(file, out var problem) is not { } proof)
            return [Fail(Axis.Inclusion, $"the log proof cannot be read: {problem}"), Skip(Axis.Checkpoint, "the log proof cannot be read")];
        if (Checkpoint.Read(proof.Note.Text) is not { } head)
            return [Fail(Axis.Inclusion, "the log proof does not hold a checkpoint"), Skip(Axis.Checkpoint, "there is no checkpoint")];
        Index = proof.Index;
        var included = MerkleProof.Includes(MerkleHash.Leaf(payload), proof.Index, head.Size, [.. proof.Hashes], head.Root)
            ? new AxisResult(Axis.Inclusion, AxisOutcome.Pass, $"entry {proof.Index} of the log's {head.Size}")
            : Fail(Axis.Inclusion, "the proof does not lead from this pack to the checkpoint's root");
        return [included, head.Origin == manifest.Header.Log
            ? CheckpointCheck.Run(proof.Note, head, keys)
            : Fail(Axis.Checkpoint, $"the checkpoint is of the log '{head.Origin}', the pack of '{manifest.Header.Log}'")];
    }

    static AxisResult Fail(Axis axis, string reason) => new(axis, AxisOutcome.Fail, reason);

    static AxisResult Skip(Axis axis, string reason) => new(axis, AxisOutcome.Skipped, reason);
}
