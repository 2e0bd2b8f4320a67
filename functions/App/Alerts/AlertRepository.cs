using System.Runtime.CompilerServices;
using Orchestrations.App.Audit;
using Orchestrations.App.Storage;

namespace Orchestrations.App.Alerts;

/// <summary>
/// What people have to know, kept in the partition <c>alerts</c>, so that a restart loses none. How it reaches a person is not
/// decided here. Every alert is also a record of the audit log.
/// </summary>
/// <param name="store">Where they are kept.</param>
/// <param name="audit">Where they are recorded.</param>
/// <param name="time">Stamps them.</param>
public sealed class AlertRepository(IStore store, AuditRepository audit, TimeProvider time)
{
    const string Partition = "alerts";

    /// <summary>Raises an alert, once per key; the first one stands.</summary>
    public async Task<AlertItem> RaiseAsync(Alert alert, CancellationToken cancellation = default)
    {
        var raised = new AlertItem(
            alert.Key, alert.Severity.ToString(), alert.Code, alert.Subject, alert.Message, alert.Expected, alert.Actual,
            time.GetUtcNow());
        var create = new StoreOperation.Create(alert.Key, StoreJson.Write(raised));
        if (await store.WriteAsync(Partition, [create], cancellation) is not StoreResult.Committed
            && await store.GetAsync(new StoreKey(Partition, alert.Key), cancellation) is { } existing)
            raised = StoreJson.Read<AlertItem>(existing);
        // Recorded also when it was there: a crash between the two writes is mended by raising again.
        await audit.AppendAsync("alert-" + alert.Key, "alert", alert.Subject, raised, cancellation);
        return raised;
    }

    /// <summary>Every alert, in ordinal order of key.</summary>
    public async IAsyncEnumerable<AlertItem> ListAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition, "", null, cancellation))
            yield return StoreJson.Read<AlertItem>(item);
    }
}
