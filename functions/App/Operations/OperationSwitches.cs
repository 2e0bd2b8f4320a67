using System.Collections.Concurrent;
using Orchestrations.App.Audit;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;

namespace Orchestrations.App.Operations;

/// <summary>
/// Which operations their timers start. A person's word stands above the setting <c>Operations:Run</c>; it is kept in the store,
/// so it survives restarts, and every change is in the audit log. What is under way when an operation is stopped goes on to its
/// end, and what people start by hand is not asked for it.
/// </summary>
/// <param name="settings">What holds where nobody said anything.</param>
/// <param name="store">Where switches are kept.</param>
/// <param name="audit">Where changes are recorded.</param>
/// <param name="time">Stamps them.</param>
public sealed class OperationSwitches(OperationsSettings settings, IStore store, AuditRepository audit, TimeProvider time)
{
    readonly ConcurrentDictionary<string, StoredSwitch<OperationSwitch>> kept = new(StringComparer.Ordinal);

    /// <summary>Where an operation's switch stands.</summary>
    public Task<OperationSwitch> GetAsync(string operation, CancellationToken cancellation = default) => Of(operation).GetAsync(cancellation);

    /// <summary>True when the operation's timer starts it.</summary>
    public async Task<bool> RunsAsync(string operation, CancellationToken cancellation = default) =>
        (await GetAsync(operation, cancellation)).Runs ?? settings.Runs(operation);

    /// <summary>Starts or stops an operation. Saying what was said last changes nothing.</summary>
    /// <param name="operation">Which.</param>
    /// <param name="runs">False to stop it.</param>
    /// <param name="reason">Why; 1 to 500 characters.</param>
    /// <param name="cancellation">Cancels the wait; it may still be switched.</param>
    public Task<OperationSwitch> SwitchAsync(string operation, bool runs, string reason, CancellationToken cancellation = default) =>
        Of(operation).ChangeAsync(
            state => state.Runs == runs ? state : new OperationSwitch(runs, reason, time.GetUtcNow(), state.Switches + 1), cancellation);

    StoredSwitch<OperationSwitch> Of(string operation) => kept.GetOrAdd(
        operation, name => new StoredSwitch<OperationSwitch>("operation-" + name, OperationSwitch.Never, s => s.Switches, store, audit));
}

/// <summary>Where an operation's switch stands.</summary>
/// <param name="Runs">What a person said last; null when nobody said anything.</param>
/// <param name="Reason">Why.</param>
/// <param name="Since">When, UTC.</param>
/// <param name="Switches">How often it was switched; names the audit records.</param>
public sealed record OperationSwitch(bool? Runs, string Reason, DateTimeOffset? Since, int Switches)
{
    internal static OperationSwitch Never { get; } = new(null, "", null, 0);
}
