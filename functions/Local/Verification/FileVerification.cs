using Orchestrations.Domain;
using Orchestrations.Domain.Merkle;
using Orchestrations.Domain.Notes;
using Orchestrations.Domain.ProofPacks;

namespace Orchestrations.Local.Verification;

/// <summary>Finds out what each given file is and verifies it; files given together are evidence for each other.</summary>
/// <param name="given">All files of one run.</param>
/// <param name="keys">The issuer's keys; null when there are none.</param>
/// <param name="auditHead">The hash an audit export must end with; null when it is not known.</param>
/// <param name="logProofBeside">The log proof that stands beside a pack's file.</param>
sealed class FileVerification(
    IReadOnlyList<GivenFile> given, KeyList? keys, string? auditHead, Func<string, byte[]?> logProofBeside)
{
    readonly Dictionary<PackLink, byte[]> packs = Packs(given);
    readonly Dictionary<(string Origin, long Size), Digest> heads = [];

    public FileVerdict Verify(GivenFile file)
    {
        if (file.Bytes.AsSpan().StartsWith("c2sp.org/tlog-proof@"u8))
            return LogProofAlone(file.Bytes);
        if (ConsistencyProof.IsMeantBy(file.Bytes))
            return Consistency(file.Bytes);
        if (AuditExport.TryRead(file.Bytes, out var records))
            return Audit(records);
        return SignedNote.Read(file.Bytes, out _) is { } note ? Note(note) : Pack(file);
    }

    static Dictionary<PackLink, byte[]> Packs(IReadOnlyList<GivenFile> given)
    {
        var found = new Dictionary<PackLink, byte[]>();
        foreach (var file in given)
        {
            try
            {
                using var pack = PackFile.Open(file.Bytes);
                found[pack.Manifest.ToLink()] = file.Bytes;
            }
            catch (DomainException)
            {
                // Not a pack, or a damaged one: it is no evidence for another.
            }
        }

        return found;
    }

    FileVerdict Pack(GivenFile file)
    {
        var previous = PreviousOf(file.Bytes) is { } link && packs.TryGetValue(link, out var bytes) ? bytes : null;
        var verdict = PackVerifier.Verify(file.Bytes, new PackEvidence(keys, logProofBeside(file.Path), previous));
        var checks = verdict.Results.Select(result => new FileCheck(result.Axis.ToString().ToLowerInvariant(), result.Outcome, result.Reason));
        return new FileVerdict("proof pack", [.. checks], verdict.Standing == PackStanding.Verified, verdict.Standing switch
        {
            PackStanding.Verified => "Verified.",
            PackStanding.Anchored => "Anchored, content erased: that the pack existed is proved, what it said is not shown.",
            PackStanding.Incomplete => "Incomplete: nothing failed, but something required could not be checked.",
            _ => "Refuted: believe nothing in this file.",
        });
    }

    static PackLink? PreviousOf(byte[] bytes)
    {
        try
        {
            using var pack = PackFile.Open(bytes);
            return pack.Manifest.Header.Previous;
        }
        catch (DomainException)
        {
            return null;
        }
    }

    FileVerdict LogProofAlone(byte[] bytes)
    {
        if (LogProof.Read(bytes, out var problem) is not { } proof)
            return Of("log proof", [new FileCheck("format", AxisOutcome.Fail, problem)]);
        return Of("log proof", [.. Checkpoints(proof.Note), Named(
            "inclusion", AxisOutcome.Skipped, "verify the pack beside it: a proof alone says nothing of what it proves")]);
    }

    FileVerdict Consistency(byte[] bytes)
    {
        const string kind = "log consistency";
        if (ConsistencyProof.Read(bytes, out var problem) is not { } proof)
            return Of(kind, [Named("format", AxisOutcome.Fail, problem)]);
        var (from, to) = (Checkpoint.Read(proof.Earlier.Text)!, Checkpoint.Read(proof.Later.Text)!);
        return Of(kind, [.. Checkpoints(proof.Earlier), .. Checkpoints(proof.Later), proof.Holds()
            ? Named("consistency", AxisOutcome.Pass, $"the log at size {to.Size} begins with the {from.Size} entries of size {from.Size}")
            : Named("consistency", AxisOutcome.Fail, "the proof does not lead from the earlier root to the later one")]);
    }

    FileVerdict Note(SignedNote note) => Of("checkpoint", Checkpoints(note));

    List<FileCheck> Checkpoints(SignedNote note)
    {
        if (Checkpoint.Read(note.Text) is not { } head)
            return [Named("format", AxisOutcome.Fail, "the note is not a checkpoint of three lines")];
        var result = CheckpointCheck.Run(note, head, keys);
        var checks = new List<FileCheck>
        {
            Named("format", AxisOutcome.Pass, $"'{head.Origin}' at size {head.Size}"),
            Named("checkpoint", result.Outcome, result.Reason),
        };
        // Two signed heads of one size with different roots are the proof that the log showed different faces.
        if (result.Outcome == AxisOutcome.Pass && !heads.TryAdd((head.Origin, head.Size), head.Root))
            checks.Add(heads[(head.Origin, head.Size)] == head.Root
                ? Named("fork", AxisOutcome.Pass, "the same root as in the other file of this size")
                : Named("fork", AxisOutcome.Fail, "another file has a signed checkpoint of this size with another root: the log is forked"));
        return checks;
    }

    FileVerdict Audit(AuditExport export)
    {
        var verdict = export.Verify(auditHead);
        var chain = verdict.Valid
            ? Named("chain", AxisOutcome.Pass, $"{verdict.Records} records, the last with the hash {verdict.Head}")
            : Named("chain", AxisOutcome.Fail, $"record {verdict.BrokenSequence}: {verdict.Reason}");
        var end = auditHead is null
            ? Named("end", AxisOutcome.Skipped, "give --head to find out whether records are missing at the end")
            : Named("end", verdict.Valid ? AxisOutcome.Pass : AxisOutcome.Fail, "the last record has the hash given with --head");
        return new FileVerdict(
            "audit export",
            auditHead is not null && !verdict.Valid ? [chain] : [chain, end],
            verdict.Valid,
            verdict.Valid ? "Verified." : "Refuted: the records were changed.");
    }

    static FileVerdict Of(string kind, List<FileCheck> checks)
    {
        var good = checks.TrueForAll(check => check.Outcome == AxisOutcome.Pass);
        var failed = checks.Exists(check => check.Outcome == AxisOutcome.Fail);
        return new FileVerdict(kind, checks, good, good ? "Verified." : failed ? "Refuted: believe nothing in this file." : "Incomplete.");
    }

    static FileCheck Named(string name, AxisOutcome outcome, string reason) => new(name, outcome, reason);
}
