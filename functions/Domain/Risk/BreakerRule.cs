using Orchestrations.Domain.Breaker;
using Orchestrations.Domain.Orders;

namespace Orchestrations.Domain.Risk;

/// <summary>
/// Refuses entries while the drawdown breaker's level does not allow them (ORC-RISK-006), and at the last level, which a
/// person must release, everything but ways out.
/// </summary>
public sealed class BreakerRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "breaker-level";

    /// <inheritdoc />
    public int Priority => 12;

    /// <inheritdoc />
    public string Code => "ORC-RISK-006";

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        var actions = BreakerActions.Of(context.Breaker);
        var measure = RiskMeasure.Of("level", (int)context.Breaker);
        var refused = actions.Halts ? context.Purpose != OrderPurpose.Exit : !actions.Entries && context.IsEntry;
        return refused
            ? RiskVerdict.Refuse(Name, Code, $"the drawdown breaker is at level {(int)context.Breaker}", measure)
            : RiskVerdict.Allow(Name, measure);
    }
}
