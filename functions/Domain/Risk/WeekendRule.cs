namespace Orchestrations.Domain.Risk;

/// <summary>Refuses entries on Saturdays and Sundays, UTC, where the settings ask for it (ORC-RISK-014): books are thin then.</summary>
public sealed class WeekendRule : IRiskRule
{
    /// <inheritdoc />
    public string Name => "weekend";

    /// <inheritdoc />
    public int Priority => 70;

    /// <inheritdoc />
    public string Code => "ORC-RISK-014";

    /// <inheritdoc />
    public IReadOnlyList<RiskMeasure> Limits(RiskLimits limits) => [RiskMeasure.Of("restAtWeekends", limits.RestAtWeekends)];

    /// <inheritdoc />
    public RiskVerdict Judge(RiskContext context)
    {
        var day = context.Now.UtcDateTime.DayOfWeek;
        var refused = context.Limits.RestAtWeekends && context.IsEntry && day is (DayOfWeek.Saturday or DayOfWeek.Sunday);
        return refused
            ? RiskVerdict.Refuse(Name, Code, $"it is {day}", RiskMeasure.Of("day", day))
            : RiskVerdict.Allow(Name, RiskMeasure.Of("day", day));
    }
}
