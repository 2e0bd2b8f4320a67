using System.Text;
using Orchestrations.Domain.Notes;

namespace Orchestrations.Domain.ProofPacks;

/// <summary>Verifies the log's own signature on a checkpoint. Lines of keys that are not in the list, such as witnesses', are ignored.</summary>
public static class CheckpointCheck
{
    /// <summary>Verifies a checkpoint.</summary>
    /// <param name="note">The signed note.</param>
    /// <param name="head">The checkpoint in it.</param>
    /// <param name="keys">The issuer's keys; null when there are none at hand.</param>
    public static AxisResult Run(SignedNote note, Checkpoint head, KeyList? keys)
    {
        if (keys is null)
            return new(Axis.Checkpoint, AxisOutcome.Skipped, "no list of keys was given");
        var text = Encoding.UTF8.GetBytes(note.Text);
        IssuerKey? signer = null;
        foreach (var signature in note.Signatures.Where(signature => signature.Name == head.Origin))
            foreach (var key in keys.Keys.Where(key => key.Key.NoteId == signature.KeyId))
            {
                if (!key.Key.VerifiesNote(text, signature.Signature))
                    return new(Axis.Checkpoint, AxisOutcome.Fail, $"a signature of the key '{key.Id}' does not verify");
                if (key.RevokedFromIndex is null || head.Size <= key.RevokedFromIndex)
                    signer ??= key;
            }

        return signer is null
            ? new(Axis.Checkpoint, AxisOutcome.Fail, "it is not signed by the log with a key of the list that is not revoked")
            : new(Axis.Checkpoint, AxisOutcome.Pass, $"size {head.Size} of '{head.Origin}', signed by the key '{signer.Id}'");
    }
}
