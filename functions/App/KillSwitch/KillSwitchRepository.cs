using Orchestrations.App.Audit;
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
    static readonly StoreKey key = new("switches", "kill-switch");

    /// <summary>Where it stands.</summary>
    public async Task<KillSwitchState> GetAsync(CancellationToken cancellation = default) =>
        (await ReadAsync(cancellation)).State;

    /// <summary>Pulls it: from now on entries are refused.</summary>
    /// <param name="flatten">True to sell everything.</param>
    /// <param name="reason">Why; 1 to 500 characters.</param>
    /// <param name="cancellation">Cancels the wait; it may still be pulled.</param>
    public Task<KillSwitchState> PullAsync(bool flatten, string reason, CancellationToken cancellation = default) =>
        SwitchAsync(state => state.Active && (state.Flatten || !flatten)
            ? state
            : new KillSwitchState(true, flatten, reason, time.GetUtcNow(), state.Switches + 1), cancellation);

    /// <summary>Releases it. Only people do: nothing in the product calls this by itself.</summary>
    public Task<KillSwitchState> ReleaseAsync(string reason, CancellationToken cancellation = default) =>
        SwitchAsync(state => state.Active
            ? new KillSwitchState(false, false, reason, time.GetUtcNow(), state.Switches + 1)
            : state, cancellation);

    async Task<KillSwitchState> SwitchAsync(Func<KillSwitchState, KillSwitchState> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (state, etag) = await ReadAsync(cancellation);
            var wanted = change(state);
            if (wanted == state || await WriteAsync(wanted, etag, cancellation))
            {
                // Recorded also when it stood there already: a crash between the write and the record is mended by asking again.
                if (wanted.Switches > 0)
                    await audit.AppendAsync(
                        $"kill-switch-{wanted.Switches}", "kill-switch", "kill-switch", wanted, cancellation);
                return wanted;
            }
        }
    }

    async Task<bool> WriteAsync(KillSwitchState state, string? etag, CancellationToken cancellation)
    {
        var json = StoreJson.Write(state);
        StoreOperation write = etag is null
            ? new StoreOperation.Create(key.Id, json)
            : new StoreOperation.Replace(key.Id, json, etag);
        return await store.WriteAsync(key.Partition, [write], cancellation) is StoreResult.Committed;
    }

    async Task<(KillSwitchState State, string? ETag)> ReadAsync(CancellationToken cancellation)
    {
        var item = await store.GetAsync(key, cancellation);
        return item is null ? (KillSwitchState.Never, null) : (StoreJson.Read<KillSwitchState>(item), item.ETag);
    }
}
