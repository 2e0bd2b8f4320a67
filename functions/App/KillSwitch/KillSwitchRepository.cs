using Orchestrations.App.Audit;
using Orchestrations.App.Risk;
using Orchestrations.App.Storage;

namespace Orchestrations.App.KillSwitch;

/// <summary>
/// The kill switch, kept in the store, so it survives restarts. Pulling it again with flattening asked for, where it was not,
/// is a switch of its own; every other repetition changes nothing.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="audit">Where every switch is recorded.</param>
/// <param name="time">Stamps the switches.</param>
public sealed class KillSwitchRepository(IStore store, AuditRepository audit, TimeProvider time)
{
    readonly StoredSwitch<KillSwitchState> kept = new("kill-switch", KillSwitchState.Never, s => s.Switches, store, audit);

    /// <summary>Where it stands.</summary>
    public Task<KillSwitchState> GetAsync(CancellationToken cancellation = default) => kept.GetAsync(cancellation);

    /// <summary>Pulls it: from now on entries are refused.</summary>
    /// <param name="flatten">True to sell everything.</param>
    /// <param name="reason">Why; 1 to 500 characters.</param>
    /// <param name="cancellation">Cancels the wait; it may still be pulled.</param>
    public Task<KillSwitchState> PullAsync(bool flatten, string reason, CancellationToken cancellation = default) =>
        kept.ChangeAsync(state => state.Active && (state.Flatten || !flatten)
            ? state
            : new KillSwitchState(true, flatten, reason, time.GetUtcNow(), state.Switches + 1), cancellation);

    /// <summary>Releases it. Only people do: nothing in the product calls this by itself.</summary>
    public Task<KillSwitchState> ReleaseAsync(string reason, CancellationToken cancellation = default) =>
        kept.ChangeAsync(state => state.Active
            ? new KillSwitchState(false, false, reason, time.GetUtcNow(), state.Switches + 1)
            : state, cancellation);
}
