using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Exchange;

/// <summary>What is open in contracts, and the margin it rests on.</summary>
public interface IPositions
{
    /// <summary>Every open position, ordered by symbol.</summary>
    Task<IReadOnlyList<Position>> GetPositionsAsync(CancellationToken cancellation);

    /// <summary>The margin of the account.</summary>
    Task<AccountMargin> GetMarginAsync(CancellationToken cancellation);
}
