using Orchestrations.App.Audit;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Risk;

/// <summary>
/// The switch that refuses every order. It is kept in the store, so it survives restarts, and only a person releases it.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="audit">Where every switch is recorded.</param>
/// <param name="time">Stamps the switches.</param>
public sealed class EmergencyStop(IStore store, AuditRepository audit, TimeProvider time)
{
    readonly StoredSwitch<EmergencyStopState> kept = new("emergency-stop", EmergencyStopState.Never, s => s.Switches, store, audit);

    /// <summary>Where it stands.</summary>
    public Task<EmergencyStopState> GetAsync(CancellationToken cancellation = default) => kept.GetAsync(cancellation);

    /// <summary>Switches it. Switching to where it stands changes nothing and answers what stands.</summary>
    /// <param name="active">True to refuse every order.</param>
    /// <param name="reason">Why; 1 to 500 characters.</param>
    /// <param name="cancellation">Cancels the wait; it may still be switched.</param>
    public Task<EmergencyStopState> SwitchAsync(bool active, string reason, CancellationToken cancellation = default) =>
        kept.ChangeAsync(state => state.Active == active
            ? state
            : new EmergencyStopState(active, reason, time.GetUtcNow(), state.Switches + 1), cancellation);
}
