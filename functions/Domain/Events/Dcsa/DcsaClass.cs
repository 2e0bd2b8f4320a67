namespace Orchestrations.Domain.Events.Dcsa;

/// <summary>DCSA's classifiers, as codes (2.2) and as words (3.0).</summary>
static class DcsaClass
{
    public static EventClass Of(string classifier) => classifier switch
    {
        "PLN" or "PLANNED" => EventClass.Planned,
        "EST" or "ESTIMATED" => EventClass.Estimated,
        _ => EventClass.Actual,
    };
}
