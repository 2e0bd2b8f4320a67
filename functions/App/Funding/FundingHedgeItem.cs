namespace Orchestrations.App.Funding;

/// <summary>A hedge as stored.</summary>
/// <param name="Symbol">The pair of both legs.</param>
/// <param name="OpenedAt">When both legs stood, UTC; null while there is no hedge.</param>
/// <param name="IncomeTo">Up to when income was divided, UTC.</param>
/// <param name="LongestNaked">The longest a leg of this contract ever stood alone.</param>
public sealed record FundingHedgeItem(
    string Symbol, DateTimeOffset? OpenedAt = null, DateTimeOffset? IncomeTo = null, TimeSpan LongestNaked = default);
