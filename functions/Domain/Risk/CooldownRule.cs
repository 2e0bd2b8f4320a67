namespace Orchestrations.Domain.Risk;

/// <summary>Refuses an entry into a pair that the engine lost in a moment ago (ORC-RISK-011).</summary>
public sealed class CooldownRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "cooldown";

    /// <inheritdoc />
    public int Priority => 46;

    /// <inheritdoc />
    public string Code => "ORC-RISK-011";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) => [RiskMeasure.Of("cooldown", limits.Cooldown)];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        if (!context.IsEntry || context.LastLoss is not { } loss)
            return RiskVerdict.Allow(Name);
        var passed = context.Now - loss;
        RiskMeasure[] measures = [RiskMeasure.Of("sinceLoss", passed), RiskMeasure.Of("limit", context.Limits.Cooldown)];
        return passed < context.Limits.Cooldown
            ? RiskVerdict.Refuse(
                Name, Code,
                FormattableString.Invariant(
                    $"{context.Order.Pair} was closed at a loss at {loss:yyyy-MM-dd HH:mm} UTC and rests for {context.Limits.Cooldown:c}"),
                measures)
            : RiskVerdict.Allow(Name, measures);
    }
}
