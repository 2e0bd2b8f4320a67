using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Paper;
using Orchestrations.App.Settings;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.Local.Serving;

/// <summary>
/// The paper account and the capital it opens with. Settings section <c>Paper</c>: StartBalance (10000 USDT),
/// HalfSpreadBasisPoints (1), ImpactBasisPointsPerMillion (50), SlippageThreshold (0.01).
/// </summary>
static class PaperMoney
{
    public static PaperExchange OpenAccount(IServiceProvider services, PaperFaults faults, Func<IServiceProvider, Money> otherwise)
    {
        var reader = new SettingsReader(services.GetRequiredService<IConfiguration>());
        var options = new PaperExchangeOptions();
        options = options with
        {
            StartBalances =
            [
                new Money(
                    reader.Decimal("Paper:StartBalance", otherwise(services).Amount, 0m, 1_000_000_000_000m), Asset.Usdt),
            ],
            HalfSpreadBasisPoints = reader.Decimal("Paper:HalfSpreadBasisPoints", options.HalfSpreadBasisPoints, 0m, 1000m),
            ImpactBasisPointsPerMillion = reader.Decimal("Paper:ImpactBasisPointsPerMillion", options.ImpactBasisPointsPerMillion, 0m, 10_000m),
            SlippageThreshold = reader.Decimal("Paper:SlippageThreshold", options.SlippageThreshold, 0.0001m, 0.5m),
            Faults = faults,
        };
        reader.ThrowIfRefused();
        return new PaperExchange(
            services.GetRequiredService<IMarketData>(), services.GetRequiredService<IStore>(), services.GetRequiredService<TimeProvider>(), options);
    }

    /// <summary>Puts the opening capital into the books, once: from then on they explain every balance of the account.</summary>
    public static async Task RecordOpeningAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var ledger = services.GetRequiredService<LedgerRepository>();
        var portfolio = services.GetRequiredService<TradingSettings>().Portfolio;
        await foreach (var _ in ledger.EntriesAsync(portfolio, 0, cancellation))
            return;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var balance in await services.GetRequiredService<PaperExchange>().GetBalancesAsync(cancellation))
            await ledger.PostAsync(
                portfolio, JournalEntries.Deposit("paper-opening-" + balance.Asset.Code, PortfolioEngine.Core, balance, now), cancellation);
    }
}
