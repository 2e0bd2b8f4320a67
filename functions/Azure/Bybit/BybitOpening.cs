using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Settings;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Ledger;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>
/// What is looked at before an account trades: that its key may trade and may not withdraw, and that the books begin with what
/// the account holds. From then on they explain every balance. A refusal ends the start.
/// </summary>
sealed class BybitOpening(
    BybitAccess access, IExchange exchange, IPositions positions, LedgerRepository ledger, TradingSettings trading, TimeProvider time,
    ILogger<BybitOpening> log) : IHostedService
{
    /// <summary>Code of a key that the exchange refuses.</summary>
    public const string KeyRefused = "ORC-AZURE-002";

    /// <summary>Code of a key that may do less or more than this system needs.</summary>
    public const string KeyUnfit = "ORC-AZURE-003";

    /// <summary>Code of an account that holds contracts which no books explain.</summary>
    public const string OpenContracts = "ORC-AZURE-004";

    const string Opening = "account-opening";

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var open = await IsOpenAsync(cancellationToken);
        try
        {
            await CheckKeyAsync(cancellationToken);
        }
        catch (ExchangeUnavailableException unavailable) when (open)
        {
            // Orders are judged by themselves; a restart during the exchange's maintenance must not stop the watch.
            log.LogWarning("The key was not checked at this start: {Reason}", unavailable.Message);
        }
        if (!open)
            await OpenAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    async Task CheckKeyAsync(CancellationToken cancellation)
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
