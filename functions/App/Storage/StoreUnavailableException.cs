namespace Orchestrations.App.Storage;

/// <summary>
/// A store did not do now what it may do in a moment: it is locked, full, throttled or out of reach. A write that met this may have
/// happened: ask again under the same ids and guards.
/// </summary>
/// <param name="code">Stable code: ORC-STORE-006, ORC-STORE-020 or ORC-STORE-021.</param>
/// <param name="message">What was wrong, and the remedy.</param>
/// <param name="inner">The cause, when there is one.</param>
public sealed class StoreUnavailableException(string code, string message, Exception? inner = null) : StoreException(code, message, inner);
