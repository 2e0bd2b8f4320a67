using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Paper;

/// <summary>How many calls of each endpoint the paper exchange takes within any second.</summary>
/// <param name="PerSecond">By endpoint and market; what it does not name is not limited.</param>
public sealed record PaperRateLimits(IReadOnlyDictionary<(PaperEndpoint Endpoint, OrderCategory Category), int> PerSecond)
{
    /// <summary>No limits.</summary>
    public static PaperRateLimits None { get; } = new(new Dictionary<(PaperEndpoint, OrderCategory), int>());

    /// <summary>Bybit's default limits per user (https://bybit-exchange.github.io/docs/v5/rate-limit).</summary>
    public static PaperRateLimits Bybit { get; } = new(new Dictionary<(PaperEndpoint, OrderCategory), int>
    {
        [(PaperEndpoint.Submit, OrderCategory.Spot)] = 20,
        [(PaperEndpoint.Submit, OrderCategory.Linear)] = 10,
        [(PaperEndpoint.Amend, OrderCategory.Linear)] = 10,
        [(PaperEndpoint.Cancel, OrderCategory.Linear)] = 10,
        [(PaperEndpoint.FindOrder, OrderCategory.Spot)] = 50,
        [(PaperEndpoint.FindOrder, OrderCategory.Linear)] = 50,
        [(PaperEndpoint.GetFills, OrderCategory.Spot)] = 50,
        [(PaperEndpoint.GetFills, OrderCategory.Linear)] = 50,
        [(PaperEndpoint.GetBalances, OrderCategory.Spot)] = 50,
        [(PaperEndpoint.GetPositions, OrderCategory.Linear)] = 50,
        [(PaperEndpoint.GetTransactions, OrderCategory.Linear)] = 25,
    });
}
