namespace Orchestrations.App.Stops;

// What those who need a protective stop and those who keep it at the exchange say to each other. Amounts are JSON numbers.

/// <summary>A stop as it should be: the input of <see cref="StopOrchestrator"/>.</summary>
/// <param name="Operation">What protects: trend.</param>
/// <param name="Instance">The orchestration instance it belongs to.</param>
/// <param name="Symbol">The contract.</param>
/// <param name="Side">Sell protects a long, Buy a short.</param>
/// <param name="Quantity">What it closes, in the base coin.</param>
/// <param name="Trigger">The mark price that sets it off, in the quote coin.</param>
/// <param name="Wanted">False when it should be gone.</param>
/// <param name="ClientId">Our id of the stop that is there; null when none was placed yet.</param>
public sealed record StopInput(
    string Operation, string Instance, string Symbol, string Side, decimal Quantity, decimal Trigger, bool Wanted, string? ClientId);

/// <summary>The input of EnsureStop.</summary>
/// <param name="Stop">As it should be.</param>
/// <param name="ClientId">The stop to look at, or to place when there is none.</param>
public sealed record StopLookInput(StopInput Stop, string ClientId);

/// <summary>What a look showed, and what was done about it.</summary>
/// <param name="Status">
/// Standing (as it should be), Changing (a change was sent; look again), Hidden (the exchange says that it knows the id, and
/// does not show it), Filled, Gone, or Refused (the exchange does not take it).
/// </param>
/// <param name="Trigger">Where it stands; zero when it does not.</param>
/// <param name="Quantity">What it closes; zero when it does not stand.</param>
/// <param name="Reason">For people.</param>
public sealed record StopLook(string Status, decimal Trigger, decimal Quantity, string? Reason);

/// <summary>How a stop stands in the end: the output of <see cref="StopOrchestrator"/>.</summary>
/// <param name="Status">Standing, Filled, Gone, Refused, or Unknown when the exchange did not tell.</param>
/// <param name="ClientId">Our id of it.</param>
/// <param name="Trigger">Where it stands; zero when it does not.</param>
/// <param name="Reason">For people.</param>
public sealed record StopResult(string Status, string ClientId, decimal Trigger, string? Reason);
