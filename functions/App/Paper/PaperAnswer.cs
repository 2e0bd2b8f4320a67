namespace Orchestrations.App.Paper;

/// <summary>An answer as V5 gives it.</summary>
/// <param name="RetCode">0 for success; otherwise a code of <see cref="Exchange.BybitRetCodes"/>.</param>
/// <param name="RetMsg">The exchange's words.</param>
/// <param name="OrderId">The exchange's id of the order, when it was accepted.</param>
public sealed record PaperAnswer(int RetCode, string RetMsg, string? OrderId = null);
