using Orchestrations.App.Audit;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Risk;

/// <summary>Where the emergency stop stands.</summary>
/// <param name="Active">True while every order is refused.</param>
/// <param name="Reason">Why it was last switched, by the person who did.</param>
/// <param name="Since">When it was last switched, UTC.</param>
/// <param name="Switches">How often it was switched; names the audit records.</param>
public sealed record EmergencyStopState(bool Active, string Reason, DateTimeOffset? Since, int Switches)
{
    internal static EmergencyStopState Never { get; } = new(false, "", null, 0);
}

/// <summary>The switch that refuses every order. It is kept in the store, so it survives restarts, and only a person releases it.</summary>
/// <param name="store">Where it is kept.</param>
/// <param name="audit">Where every switch is recorded.</param>
/// <param name="time">Stamps the switches.</param>
public sealed class EmergencyStop(IStore store, AuditRepository audit, TimeProvider time)
{
    static readonly StoreKey key = new("switches", "emergency-stop");

    /// <summary>Where it stands.</summary>
    public async Task<EmergencyStopState> GetAsync(CancellationToken cancellation = default) => (await ReadAsync(cancellation)).State;

    /// <summary>Switches it. Switching to where it stands changes nothing and answers what stands.</summary>
    /// <param name="active">True to refuse every order.</param>
    /// <param name="reason">Why; 1 to 500 characters.</param>
    /// <param name="cancellation">Cancels the wait; it may still be switched.</param>
    public async Task<EmergencyStopState> SwitchAsync(bool active, string reason, CancellationToken cancellation = default)
    {
        while (true)
        {
            var (state, etag) = await ReadAsync(cancellation);
            var wanted = state.Active == active ? state : new EmergencyStopState(active, reason, time.GetUtcNow(), state.Switches + 1);
            if (wanted == state || await WriteAsync(wanted, etag, cancellation))
            {
                // Recorded also when it stood there already: a crash between the write and the record is mended by asking again.
                if (wanted.Switches > 0)
                    await audit.AppendAsync($"emergency-stop-{wanted.Switches}", "emergency-stop", "emergency-stop", wanted, cancellation);
                return wanted;
            }
        }
    }

    async Task<bool> WriteAsync(EmergencyStopState state, string? etag, CancellationToken cancellation)
    {
        var json = StoreJson.Write(state);
        StoreOperation write = etag is null ? new StoreOperation.Create(key.Id, json) : new StoreOperation.Replace(key.Id, json, etag);
        return await store.WriteAsync(key.Partition, [write], cancellation) is StoreResult.Committed;
    }

    async Task<(EmergencyStopState State, string? ETag)> ReadAsync(CancellationToken cancellation)
    {
        var item = await store.GetAsync(key, cancellation);
        return item is null ? (EmergencyStopState.Never, null) : (StoreJson.Read<EmergencyStopState>(item), item.ETag);
    }
}
