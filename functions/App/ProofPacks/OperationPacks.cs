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
    /// <param name="run">The run, and what else belongs to it.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <returns>What makes the pack; null when nothing of the run is recorded.</returns>
    internal async Task<PackRunInput?> AskAsync(OperationPackInput run, CancellationToken cancellation)
    {
        string[] subjects = [run.Instance, .. run.Subjects ?? []];
        var again = (run.LookedAgain ?? []).Select(order => OrderRecord.IntentOf(order).ClientId.Value).ToList();
        var events = new List<ProofEvent>();
        var ordered = new List<string>();
        await foreach (var record in audit.ListFromAsync(run.FirstKey, cancellation))
        {
            var lookedAt = again.Find(id => record.Key.StartsWith(id + "-", StringComparison.Ordinal));
            if (lookedAt is null && !subjects.Contains(record.Subject, StringComparer.Ordinal))
                continue;
            events.Add(OperationEvents.From(record));
            if (lookedAt is not null)
                ordered.Add(lookedAt);
            else if (record.Key.EndsWith(Intent, StringComparison.Ordinal))
                ordered.Add(record.Key[..^Intent.Length]);
        }
        if (events.Count == 0)
            return null;
        foreach (var order in ordered.Distinct(StringComparer.Ordinal))
            await AddPostingsAsync(events, order, cancellation);
        foreach (var source in run.Postings ?? [])
            await AddPostingAsync(events, source, cancellation);
        var tenant = await tenants.EnsureAsync(ProofPackSettings.OwnTenant, cancellation);
        var name = Encoding.UTF8.GetBytes(run.Instance);
        var pack = PackRuns.IdOf(tenant, "operation", name);
        var request = PackRequest.Of(run.Instance, "1.0", EventOrder.Of(events), ShipmentPlan.None);
        await runs.AskAsync(tenant.Name, pack, tenant.NameOf("request", name), request, cancellation);
        return new PackRunInput(tenant.Name, pack);
    }

    async Task AddPostingsAsync(List<ProofEvent> events, string clientId, CancellationToken cancellation)
    {
        var fills = (await orders.FindAsync(trading.Portfolio, clientId, cancellation))?.Fills;
        foreach (var source in fills?.Postings ?? [.. (fills?.Executions ?? []).Select(execution => "fill-" + execution)])
            await AddPostingAsync(events, source, cancellation);
    }

    async Task AddPostingAsync(List<ProofEvent> events, string source, CancellationToken cancellation)
    {
        if (await ledger.FindAsync(trading.Portfolio, source, cancellation) is { } entry)
            events.Add(OperationEvents.From(entry.ToEntry()));
    }
}
