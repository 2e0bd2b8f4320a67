using Microsoft.Extensions.DependencyInjection;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.MarketData;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.App.Paper;

/// <summary>The paper account and the capital it opens with.</summary>
public static class PaperMoney
{
    const string Opening = "paper-opening-";

    /// <summary>The account as the store has it.</summary>
    static PaperExchange OpenAccount(IServiceProvider services, PaperFaults faults) => new(
        services.GetRequiredService<IMarketData>(),
        services.GetRequiredService<IStore>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<PaperSettings>().Exchange with { Faults = faults },
        services.GetRequiredService<IPerpetualMarket>());

    /// <summary>Registers the paper exchange as everything the app asks of an exchange.</summary>
    public static IServiceCollection AddPaperExchange(this IServiceCollection services, PaperFaults faults) => services
        .AddSingleton(provider => OpenAccount(provider, faults))
        .AddSingleton<IExchange>(provider => provider.GetRequiredService<PaperExchange>())
        .AddSingleton<IPerpetuals>(provider => provider.GetRequiredService<PaperExchange>().Perpetuals)
        .AddSingleton<IStops>(provider => provider.GetRequiredService<PaperExchange>().Perpetuals)
        .AddSingleton<IPositions>(provider => provider.GetRequiredService<PaperExchange>().Perpetuals)
        .AddSingleton<ITransactionLog>(provider => provider.GetRequiredService<PaperExchange>().Perpetuals);

    /// <summary>Pays more in and puts it into the books of CORE, once per reference.</summary>
    /// <param name="exchange">The account.</param>
    /// <param name="ledger">The books.</param>
    /// <param name="portfolio">Whose.</param>
    /// <param name="reference">Names the payment.</param>
    /// <param name="amount">Above zero.</param>
    /// <param name="time">When, UTC.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public static async Task PayInAsync(
        PaperExchange exchange, LedgerRepository ledger, string portfolio, string reference, Money amount, DateTimeOffset time,
        CancellationToken cancellation)
    {
        await exchange.DepositAsync(reference, amount, cancellation);
        await ledger.PostAsync(portfolio, JournalEntries.Deposit(reference, PortfolioEngine.Core, amount, time), cancellation);
    }

    /// <summary>
    /// Pays the opening capital into the account and puts it into the books, once: from then on they explain every balance.
    /// A later change of the setting changes neither; a crash between the two is made good by the next start.
    /// </summary>
    /// <exception cref="Settings.SettingsException">ORC-LEDGER-007: the books are an account's.</exception>
    public static async Task RecordOpeningAsync(IServiceProvider services, Money capital, CancellationToken cancellation)
    {
        await services.GetRequiredService<BooksOwner>().ClaimAsync("", cancellation);
        var ledger = services.GetRequiredService<LedgerRepository>();
        var portfolio = services.GetRequiredService<TradingSettings>().Portfolio;
        await foreach (var _ in ledger.EntriesAsync(portfolio, 0, cancellation))
            return;
        var exchange = services.GetRequiredService<PaperExchange>();
        if (capital.IsPositive)
            await exchange.DepositAsync(Opening + capital.Asset.Code, capital, cancellation);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var balance in await exchange.ReadBalancesAsync(cancellation))
        {
            var entry = JournalEntries.Deposit(Opening + balance.Asset.Code, PortfolioEngine.Core, balance, now);
            await ledger.PostAsync(portfolio, entry, cancellation);
        }
    }
}
