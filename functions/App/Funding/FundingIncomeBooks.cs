using Orchestrations.App.Alerts;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Funding;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Funding;

/// <summary>
/// Divides what settlements paid: a part stays and compounds, the rest goes to the tactical reserve. Each settlement is
/// divided once, keyed by its line of the transaction log, and only after it was booked.
/// </summary>
public sealed class FundingIncomeBooks(
    ITransactionLog log, LedgerRepository ledger, ContractClaims claims, FundingSettings settings, AlertRepository alerts, TimeProvider time)
{
    // Lines show late, and a cycle may have been missed.
    static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>Divides the settlements of a contract since a time; answers what went to the reserve.</summary>
    public async Task<Money> DivideAsync(
        string portfolio, Pair pair, DateTimeOffset since, CancellationToken cancellation)
    {
        var given = Money.Zero(pair.Quote);
        foreach (var line in await log.ListAsync(since - Overlap, time.GetUtcNow(), cancellation))
        {
            var id = "funding-income-" + line.Id;
            if (line.Kind != TransactionKind.Settlement || line.Pair != pair
                || await ledger.ContainsAsync(portfolio, "transfer-" + id, cancellation)
                || !await ledger.ContainsAsync(portfolio, ContractEntries.SourceOf(line), cancellation)
                || await claims.EngineAtAsync(portfolio, pair.Symbol, line.Time, cancellation) != PortfolioEngine.Funding)
                continue;
            var income = FundingIncome.Split(line.Funding, settings.Parameters);
            if (!income.ToTactical.IsPositive)
                continue;
            // Before it is divided: what is divided is not looked at again.
            await alerts.RaiseAsync(new Alert(
                id, AlertSeverity.P3, FundingCodes.Income, pair.Symbol, "A settlement paid.", null,
                FormattableString.Invariant($"{line.Funding}, of which {income.ToTactical} go to the tactical reserve")), cancellation);
            await ledger.PostAsync(portfolio, JournalEntries.Transfer(
                id, PortfolioEngine.Funding, PortfolioEngine.Tactical, income.ToTactical, line.Time), cancellation);
            given += income.ToTactical;
        }
        return given;
    }
}
