namespace Orchestrations.App.Paper;

/// <summary>What an answer's headers say about the rate limit.</summary>
/// <param name="Limit"><c>X-Bapi-Limit</c>: calls per second.</param>
/// <param name="Remaining"><c>X-Bapi-Limit-Status</c>: calls left.</param>
/// <param name="ResetAt"><c>X-Bapi-Limit-Reset-Timestamp</c>: now, unless the limit was exceeded.</param>
/// <param name="Exceeded">True when the call was refused with 10006.</param>
public sealed record PaperRateLimitHeaders(int Limit, int Remaining, DateTimeOffset ResetAt, bool Exceeded);
