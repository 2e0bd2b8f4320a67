using System.Text;
using Orchestrations.App.Audit;
using Orchestrations.App.Ledger;
using Orchestrations.App.Orders;
using Orchestrations.App.Tenants;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Events;
using Orchestrations.Domain.Events.Operations;
using Orchestrations.Domain.Events.Risk;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Asks for the pack of a run of this system: its decision, risk verdicts, orders, fills and postings, under the tenant
/// <c>operations</c>. The events are the audit records and ledger entries themselves, with their hashes and sources.
/// </summary>
public sealed class OperationPacks(
    AuditRepository audit, LedgerRepository ledger, OrderRepository orders, TenantRepository tenants, PackRuns runs, TradingSettings trading)
{
    const string Intent = "-intent";

    /// <summary>Asks for the pack of a run.</summary>
    /// <param name="instance">The run, which is the subject of its audit records and of its pack.</param>
    /// <param name="firstKey">The key of the run's first audit record.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>What makes the pack.</returns>
    internal async Task<PackRunInput> AskAsync(string instance, string firstKey, CancellationToken cancellation)
    {
        var events = new List<ProofEvent>();
        await foreach (var record in audit.ListFromAsync(firstKey, cancellation))
        {
            if (record.Subject != instance)
                continue;
            events.Add(OperationEvents.From(record));
            if (record.Key.EndsWith(Intent, StringComparison.Ordinal))
                await AddPostingsAsync(events, record.Key[..^Intent.Length], cancellation);
        }
        var tenant = await tenants.EnsureAsync(ProofPackSettings.OwnTenant, cancellation);
        var pack = PackRuns.IdOf(tenant, "operation", Encoding.UTF8.GetBytes(instance));
        var request = PackRequest.Of(instance, "1.0", EventOrder.Of(events), ShipmentPlan.None);
        await runs.AskAsync(tenant.Name, pack, tenant.NameOf("request", Encoding.UTF8.GetBytes(instance)), request, cancellation);
        return new PackRunInput(tenant.Name, pack);
    }

    async Task AddPostingsAsync(List<ProofEvent> events, string clientId, CancellationToken cancellation)
    {
        var order = await orders.FindAsync(trading.Portfolio, clientId, cancellation);
        foreach (var execution in order?.Fills?.Executions ?? [])
            if (await ledger.FindAsync(trading.Portfolio, "fill-" + execution, cancellation) is { } entry)
                events.Add(OperationEvents.From(entry.ToEntry()));
    }
}
