using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>Counts calls within the last second, per endpoint and market, as Bybit does per user.</summary>
sealed class PaperRateLimiter(PaperRateLimits limits, TimeProvider clock)
{
    static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    readonly Lock gate = new();
    readonly Dictionary<(PaperEndpoint, OrderCategory), Queue<DateTimeOffset>> calls = [];

    /// <summary>Counts a call; what the answer's headers say, or null where there is no limit.</summary>
    public PaperRateLimitHeaders? Count(PaperEndpoint endpoint, OrderCategory category)
    {
        if (!limits.PerSecond.TryGetValue((endpoint, category), out var limit))
            return null;
        var now = clock.GetUtcNow();
        lock (gate)
        {
            if (!calls.TryGetValue((endpoint, category), out var recent))
                recent = calls[(endpoint, category)] = new();
            while (recent.TryPeek(out var oldest) && now - oldest >= Window)
                recent.Dequeue();
            if (recent.Count >= limit)
                return new PaperRateLimitHeaders(limit, 0, recent.Peek() + Window, Exceeded: true);
            recent.Enqueue(now);
            // Bybit's reset header equals now unless the limit was exceeded.
            return new PaperRateLimitHeaders(limit, limit - recent.Count, now, Exceeded: false);
        }
    }
}
