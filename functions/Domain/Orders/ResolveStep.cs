namespace Orchestrations.Domain.Orders;

/// <summary>What to do next about an order whose end is not known. There are exactly these four.</summary>
public abstract record ResolveStep
{
    ResolveStep()
    {
    }

    /// <summary>Wait, then ask the exchange again.</summary>
    /// <param name="Delay">Zero for at once.</param>
    public sealed record WaitThenLookUp(TimeSpan Delay) : ResolveStep;

    /// <summary>Send the same order again under the same id; the exchange refuses it as a duplicate if it has it after all.</summary>
    public sealed record ResubmitSameId : ResolveStep;

    /// <summary>
    /// The order has no fill and never will: a market order cannot rest, and either a day has passed, after which the
    /// exchange's history shows every fill, or a later send was rejected.
    /// </summary>
    public sealed record ConcludeNothingFilled : ResolveStep;

    /// <summary>Stop for now and raise an alert. The amount stays reserved until a later look learns the truth.</summary>
    public sealed record GiveUpAsUnresolved : ResolveStep;
}
