using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Dca;

/// <summary>
/// An amount that an order was decided for and whose end is not counted yet: it is spent as far as later decisions go, so
/// that two runs can never buy the same amount.
/// </summary>
/// <param name="Order">The orchestration instance that ordered it.</param>
/// <param name="Amount">What the order was to spend.</param>
/// <param name="Unresolved">True when the order was left without a known end; a later run looks again.</param>
public readonly record struct DcaReservation(string Order, Money Amount, bool Unresolved = false);
