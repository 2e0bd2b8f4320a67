namespace Orchestrations.App.Dca;

/// <summary>An amount that is set aside, as stored.</summary>
/// <param name="Order">The run's instance id.</param>
/// <param name="Amount">What the order was to spend.</param>
/// <param name="Unresolved">True when the order was left without a known end.</param>
public sealed record DcaReservationItem(string Order, decimal Amount, bool Unresolved);
