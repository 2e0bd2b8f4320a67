using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Audit;
using Orchestrations.App.Exchange;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orders;
using Orchestrations.App.RiskWatch;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Capital;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.CapitalIncrease;

/// <summary>The steps of a capital increase. Every step may run twice.</summary>
public sealed class CapitalActivities(
    CapitalRepository increases, BreakerRepository breakers, OrderRepository orders, LedgerRepository ledger, IExchange exchange,
    CapitalSettings settings, AuditRepository audit, ILogger<CapitalActivities> log)
{
    /// <summary>Records what was asked for.</summary>
    [Function(nameof(BeginCapital))]
    public async Task<CapitalInput> BeginCapital([ActivityTrigger] CapitalInput input, CancellationToken cancellation)
    {
        await audit.AppendAsync(
            RequestKeyOf(input), "capital-decision", input.Name,
            new { input.Name, input.Phases, Deadline = input.Deadline.ToString("c") }, cancellation);
        return input;
    }

    /// <summary>The key of an increase's first audit record.</summary>
    internal static string RequestKeyOf(CapitalInput input) => $"capital-{input.Portfolio}-{input.Name}-request";

    /// <summary>The ledger entries that bring a phase's capital in, by their sources.</summary>
    internal static IEnumerable<string> PostingsOf(string name, int phase) => Enum.GetValues<PortfolioEngine>()
        .Select(engine => "deposit-" + DepositOf(name, phase, engine));

    /// <summary>Judges the conditions of a phase as they are now.</summary>
    /// <exception cref="ExchangeUnavailableException">The balances could not be read; ask again.</exception>
    [Function(nameof(CheckCapital))]
    public async Task<CapitalChecked> CheckCapital([ActivityTrigger] CapitalStep step, CancellationToken cancellation)
    {
        var reading = await ReadAsync(step, cancellation);
        var conditions = CapitalConditions.Of(reading, settings.Parameters);
        string[] missed =
        [
            .. conditions.DrawdownIsSmall ? [] : (string[])["drawdown"],
            .. conditions.BreakerIsNormal ? [] : (string[])["breaker-level"],
            .. conditions.ErrorsAreRare ? [] : (string[])["error-rate"],
            .. conditions.ErrorIsLongAgo ? [] : (string[])["recent-error"],
            .. conditions.MoneyIsThere ? [] : (string[])["money"],
        ];
        return new CapitalChecked(conditions.Hold, missed);
    }

    /// <summary>Records where the increase stands; a person who is waited for, or reminded, is told in the log too.</summary>
    [Function(nameof(RecordCapital))]
    public async Task<CapitalState> RecordCapital([ActivityTrigger] CapitalRecord record, CancellationToken cancellation)
    {
        var state = record.State;
        await increases.WriteAsync(record.Portfolio, state, cancellation);
        var key = $"capital-{record.Portfolio}-{state.Name}-{state.Phase}-{state.Stage}-{state.Reminders}";
        await audit.AppendAsync(key + Suffix(state), "capital-" + state.Stage.ToLowerInvariant(), state.Name, state, cancellation);
        if (state.Stage == "Waiting")
            log.LogWarning(
                "Capital increase {Name}, phase {Phase} of {Amount} USDT, waits for an answer until {Deadline:u}; without one it is no.",
                state.Name, state.Phase, state.Amount, state.Deadline);
        return state;
    }

    /// <summary>Brings the capital into the books, shared out over the engines; each part once.</summary>
    [Function(nameof(BringCapital))]
    public async Task<CapitalStep> BringCapital([ActivityTrigger] CapitalStep step, CancellationToken cancellation)
    {
        foreach (var part in settings.Parameters.Split(new Money(step.Amount, Asset.Usdt)))
        {
            var id = DepositOf(step.Name, step.Phase, part.Engine);
            await ledger.PostAsync(step.Portfolio, JournalEntries.Deposit(id, part.Engine, part.Amount, step.Now), cancellation);
        }
        return step;
    }

    static string DepositOf(string name, int phase, PortfolioEngine engine) =>
        FormattableString.Invariant($"capital-{name}-{phase}-{Account.EngineCode(engine)}");

    // A deferral is recorded once for each set of reasons.
    static string Suffix(CapitalState state) => state.Missed.Count == 0 ? "" : "-" + string.Join('-', state.Missed);

    async Task<CapitalReading> ReadAsync(CapitalStep step, CancellationToken cancellation)
    {
        var standing = await breakers.GetAsync(step.Portfolio, cancellation);
        int count = 0, failed = 0;
        DateTimeOffset? last = null;
        var sells = false;
        await foreach (var record in orders.ListAsync(step.Portfolio, "", cancellation))
        {
            sells |= record.Submits > 0 && !OrderLifeCycle.IsEnd(record.At)
                && OrderRecord.SideOf(record.Order) == OrderSide.Sell && OrderRecord.CategoryOf(record.Order) == OrderCategory.Spot;
            if (record.CreatedAt < step.Now - settings.Window)
                continue;
            count++;
            if (record.At is not (OrderStage.Rejected or OrderStage.Unresolved))
                continue;
            failed++;
            last = last is null || record.CreatedAt > last ? record.CreatedAt : last;
        }
        var held = (await exchange.GetBalancesAsync(cancellation)).Where(b => b.Asset == Asset.Usdt).Sum(b => b.Amount);
        var assigned = (await ledger.BalancesAsync(step.Portfolio, cancellation))
            .Where(b => b.Account.Kind == AccountKind.Holdings && b.Amount.Asset == Asset.Usdt).Sum(b => b.Amount.Amount);
        return new CapitalReading(
            standing.Drawdown, standing.Level == 0, count, failed, last is { } at ? step.Now - at : null,
            // What a sale brings is in the account before it is in the books: it is nobody's to share out.
            sells ? 0m : held - assigned, step.Amount);
    }
}
