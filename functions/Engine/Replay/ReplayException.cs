namespace Orchestrations.Engine.Replay;

/// <summary>Histories cannot be exported or read. Every code has a page in docs/errors.</summary>
public sealed class ReplayException : Exception
{
    ReplayException(string code, string message, Exception? inner)
        : base(message, inner) => Code = code;

    /// <summary>Stable code, such as ORC-REPLAY-001.</summary>
    public string Code { get; }

    internal static ReplayException Unreadable(string message, Exception? inner) => new(ReplayErrors.Unreadable, message, inner);

    internal static ReplayException NoHistories(string folder) => new(
        ReplayErrors.NoHistories,
        $"'{folder}' holds no histories (*.json), so nothing was checked. Name the folder that export-histories wrote.",
        null);

    internal static ReplayException Target(string folder, string why, Exception? inner) => new(
        ReplayErrors.BadTarget, $"Histories cannot be written to '{folder}': {why} Choose an empty folder with --to.", inner);
}
