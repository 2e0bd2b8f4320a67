using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>
/// What is looked at before an account trades: that its key may trade and may not withdraw, that the books are this account's, and
/// that they begin with what it holds and know every order since. A refusal ends the start, and all
/// of it is done before any service starts: no timer can order meanwhile.
/// </summary>
sealed class BybitOpening(
    BybitAccess access, IExchange exchange, IPositions positions, LedgerRepository ledger, BooksOwner owner, BybitLostOrders lost,
    TradingSettings trading, TimeProvider time, ILogger<BybitOpening> log) : IHostedLifecycleService
{
    /// <summary>Code of a key that the exchange refuses.</summary>
    public const string KeyRefused = "ORC-AZURE-002";

    /// <summary>Code of a key that may do less or more than this system needs.</summary>
    public const string KeyUnfit = "ORC-AZURE-003";

    /// <summary>Code of an account that holds contracts which no books explain.</summary>
    public const string OpenContracts = "ORC-AZURE-004";

    const string Opening = "account-opening";

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var open = await IsOpenAsync(cancellationToken);
        try
        {
            await owner.ClaimAsync(await CheckKeyAsync(cancellationToken), cancellationToken);
            if (open)
                await lost.LookAsync(cancellationToken);
        }
        catch (ExchangeUnavailableException unavailable) when (open)
        {
            // Orders are judged by themselves; a restart during the exchange's maintenance must not stop the watch.
            log.LogWarning("The account was not checked at this start: {Reason}", unavailable.Message);
            await owner.ClaimAsync("", cancellationToken);
        }
        if (!open)
            await OpenAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Answers the account's name at the exchange.
    async Task<string> CheckKeyAsync(CancellationToken cancellation)
    {
        try
        {
            var key = await access.AskAsync(api => api.Account.GetApiKeyInfoAsync(cancellation), cancellation);
            if (key.Readonly || key.Permissions is not { Spot.Length: > 0, ContractTrade.Length: > 1 })
                throw Refuse(KeyUnfit, "Trading:ApiKey",
                    "may not trade: give the key read-write access to spot trading, and to contract orders and positions.");
            if (key.Permissions.Wallet.Contains("Withdraw", StringComparer.OrdinalIgnoreCase))
                throw Refuse(KeyUnfit, "Trading:ApiKey",
                    "may withdraw: this system never does, so a key that can is a danger without a use. Make one without it.");
            return key.UserId.ToString(CultureInfo.InvariantCulture);
        }
        catch (ExchangeUnavailableException refused)
            when (int.TryParse(refused.Code, out var code) && BybitRetCodes.Classify(code) == BybitAnswer.KeyProblem)
        {
            throw Refuse(KeyRefused, "Trading:ApiKey",
                $"is refused by the exchange ({refused.Message}): check key, secret, mode, expiry, and the addresses it is bound to.");
        }
    }

    async Task<bool> IsOpenAsync(CancellationToken cancellation)
    {
        await foreach (var _ in ledger.EntriesAsync(trading.Portfolio, 0, cancellation))
            return true;
        return false;
    }

    // One entry for all balances: half an opening would look like a whole one to the next start.
    async Task OpenAsync(CancellationToken cancellation)
    {
        if ((await positions.GetPositionsAsync(cancellation)) is { Count: > 0 } open)
            throw Refuse(OpenContracts, "Trading:Portfolio",
                $"has no books yet, but the account holds contracts in {string.Join(", ", open.Select(p => p.Pair.Symbol))}: close them first.");
        var now = time.GetUtcNow();
        var entries = (await exchange.GetBalancesAsync(cancellation))
            .Select(balance => JournalEntries.Deposit(Opening, PortfolioEngine.Core, balance, now)).ToList();
        if (entries.Count > 0)
            await ledger.PostAsync(
                trading.Portfolio,
                new JournalEntry(entries[0].Source, now, "Capital at the opening", [.. entries.SelectMany(entry => entry.Postings)]),
                cancellation);
    }

    static SettingsException Refuse(string code, string key, string problem) => new([new SettingsProblem(code, key, problem)]);
}
