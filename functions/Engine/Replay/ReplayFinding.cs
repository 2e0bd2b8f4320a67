namespace Orchestrations.Engine.Replay;

/// <summary>What replaying one history against the code at hand came to.</summary>
/// <param name="History">What was replayed.</param>
/// <param name="Verdict">What it came to.</param>
/// <param name="SequenceId">Where code and history part: the number of the request within its execution; null when they do not.</param>
/// <param name="Recorded">What the history records there, for people; empty when all is well.</param>
/// <param name="Replayed">What the code does there now, for people; empty when all is well.</param>
public sealed record ReplayFinding(StoredHistory History, ReplayVerdict Verdict, int? SequenceId, string Recorded, string Replayed)
{
    /// <summary>The stable code of the verdict, with a page in docs/errors; null when all is well.</summary>
    public string? Code => Verdict switch
    {
        ReplayVerdict.Fine => null,
        ReplayVerdict.CodeGone => ReplayErrors.CodeGone,
        ReplayVerdict.NonDeterministic => ReplayErrors.NonDeterministic,
        ReplayVerdict.ExtraActions => ReplayErrors.ExtraActions,
        _ => ReplayErrors.DifferentEnd,
    };

    /// <summary>What to do about it, for people; empty when all is well.</summary>
    public string Remedy => Verdict switch
    {
        ReplayVerdict.Fine => "",
        ReplayVerdict.CodeGone =>
            "Keep the orchestrator under its old name until its instances have ended, or end them first.",
        ReplayVerdict.NonDeterministic =>
            "Put the old order of steps back, branch on context.Version for new instances, or let these end before the deploy.",
        ReplayVerdict.ExtraActions =>
            "The code does more than it did; instances that still run would fail at that point. Branch on context.Version.",
        _ => "Intended: take the histories anew. Otherwise a step's result or the end is computed differently; find out why.",
    };
}

/// <summary>How a replay ended.</summary>
public enum ReplayVerdict
{
    /// <summary>The code asks for what the history records, and ends as it did.</summary>
    Fine,

    /// <summary>No orchestrator has the recorded name.</summary>
    CodeGone,

    /// <summary>The code asks for something else than the history records.</summary>
    NonDeterministic,

    /// <summary>The code asks for more than a finished instance had asked for.</summary>
    ExtraActions,

    /// <summary>The code ends otherwise: another output or failure, an end where there was none, or none where there was one.</summary>
    DifferentEnd,
}
