using Orchestrations.App.Exchange;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Perpetuals;
using Venue = Bybit.Net.Enums;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>The transaction log of the unified account, as far as USDT contracts are concerned.</summary>
/// <param name="access">The account.</param>
sealed class BybitTransactions(BybitAccess access) : ITransactionLog
{
    const int MostLines = 50;

    /// <inheritdoc />
    public async Task<IReadOnlyList<Transaction>> ListAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var lines = new List<Transaction>();
        foreach (var (start, end) in BybitSpans.Of(from, to))
        {
            var rows = await access.ListAsync((api, cursor) => api.Account.GetTransactionHistoryAsync(
                Venue.AccountType.Unified, Venue.Category.Linear, Asset.Usdt.Code, startTime: start, endTime: end,
                limit: MostLines, cursor: cursor, ct: cancellation), cancellation);
            // Newest first; lines of one instant keep their order.
            lines.AddRange(rows.Reverse().Select(row => BybitRows.TransactionOf(row)).OfType<Transaction>());
        }
        return [.. lines.DistinctBy(line => line.Id).OrderBy(line => line.Time)];
    }
}
