namespace Orchestrations.Domain.Risk;

/// <summary>The rules every order passes before it is sent, ordered by priority.</summary>
public sealed class RiskBook
{
    /// <param name="rules">At least one; no two of one priority or name.</param>
    /// <exception cref="ArgumentException">Two rules share a priority or a name, or there is none.</exception>
    public RiskBook(IEnumerable<IRiskRule> rules)
    {
        Rules = [.. rules.OrderBy(r => r.Priority)];
        if (Rules.Count == 0 || Rules.DistinctBy(r =>
            r.Priority).Count() != Rules.Count || Rules.DistinctBy(r => r.Name).Count() != Rules.Count)
            throw new ArgumentException(
                "Rules need a priority and a name of their own, and at least one is needed.", nameof(rules));
    }

    /// <summary>Every rule of the product.</summary>
    public static RiskBook Standard { get; } = new(
    [
        new EmergencyStopRule(), new BreakerRule(), new DailyLossRule(), new StaleQuoteRule(), new PriceBandRule(),
        new PositionSizeRule(), new TradeRiskRule(), new OpenTradesRule(), new CooldownRule(), new BalanceRule(),
        new CorrelationRule(), new DiversificationRule(), new WeekendRule(),
    ]);

    /// <summary>The rules that need neither prices nor balances: asked once more when an order is sent.</summary>
    public static RiskBook Switches { get; } = new([new EmergencyStopRule(), new BreakerRule()]);

    /// <summary>This book with a rule more, for instance one of an operator's own.</summary>
    /// <exception cref="ArgumentException">Its priority or its name is taken.</exception>
    public RiskBook With(IRiskRule rule) => new([.. Rules, rule]);

    /// <summary>The rules in the order they are judged in.</summary>
    public IReadOnlyList<IRiskRule> Rules { get; }

    /// <summary>Asks every rule.</summary>
    public RiskResult Evaluate(RiskContext context) => new([.. Rules.Select(r => r.Judge(context))]);
}
