using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Tenants;
using Orchestrations.Domain;

namespace Orchestrations.App.ProofPacks;

/// <summary>
/// Starts runs. The pack's id follows from the tenant and the Idempotency-Key, or from the request's bytes where there is no
/// key: whoever repeats a request, after whatever failure, gets the one pack.
/// </summary>
/// <param name="packs">Where what is asked for is noted.</param>
/// <param name="content">Where events are kept.</param>
/// <param name="time">Stamps packs.</param>
public sealed class PackRuns(PackRepository packs, PackContent content, TimeProvider time)
{
    // Steps are tried for hours; a run that failed even so, or was ended by a person, is begun again by repeating the request.
    static readonly OrchestrationRuntimeStatus[] mayRunAgain =
        [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    /// <summary>Notes a request and starts its run, or finds both.</summary>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="key">The Idempotency-Key; null where there is none.</param>
    /// <param name="body">The request's bytes.</param>
    /// <param name="read">Reads them; not called when the request was noted before.</param>
    /// <param name="cancellation">Cancels the wait; the run may still start.</param>
    /// <returns>The pack's id.</returns>
    /// <exception cref="DomainException">ORC-PACK-005: the key was used for another request.</exception>
    public async Task<string> StartAsync(
        DurableTaskClient client, Tenant tenant, string? key, ReadOnlyMemory<byte> body, Func<PackRequest> read, CancellationToken cancellation)
    {
        var fingerprint = tenant.NameOf("request", body.Span);
        var pack = IdOf(tenant, key is null ? "body" : "key", key is null ? body.Span : Encoding.UTF8.GetBytes(key));
        var run = await packs.FindRunAsync(tenant.Name, pack, cancellation)
            ?? await AskAsync(tenant.Name, pack, fingerprint, read(), cancellation);
        if (run.Fingerprint != fingerprint)
            throw new DomainException(PackCodes.OtherRequest, "The Idempotency-Key was used before for another request; use a new one.");
        await StartAsync(client, tenant.Name, pack, cancellation);
        return pack;
    }

    /// <summary>The id of a pack from what it is for.</summary>
    internal static string IdOf(Tenant tenant, string purpose, ReadOnlySpan<byte> data) => "pp-" + tenant.NameOf(purpose, data)[..32];

    /// <summary>Has a text the form of a pack's id?</summary>
    internal static bool IsId(string id) =>
        id.Length == 35 && id.StartsWith("pp-", StringComparison.Ordinal) && id[3..].All(char.IsAsciiHexDigitLower);

    /// <summary>The instance that makes a pack.</summary>
    internal static string InstanceOf(string tenant, string pack) => $"proofpack-{tenant}-{pack}";

    /// <summary>Stores a request's content, then the request itself: whoever finds the request finds its content.</summary>
    internal async Task<PackRunItem> AskAsync(
        string tenant, string pack, string fingerprint, PackRequest request, CancellationToken cancellation)
    {
        var chunks = await content.WriteAsync(
            tenant, pack, fingerprint, [.. request.Events.Select(e => new PackEventItem(e.Id, e.Time, Encoding.UTF8.GetString(e.Body)))],
            cancellation);
        var risk = new PackRiskItem(
            request.Risk.Value, [.. request.Risk.Contributions.Select(c => new PackRiskLineItem(c.Rule, c.Points, c.Event))]);
        return await packs.AskAsync(
            tenant, new PackRunItem(pack, fingerprint, request.Subject, request.Policy, time.GetUtcNow(), chunks, risk), cancellation);
    }

    /// <summary>Starts the orchestration of a pack that was asked for, unless it ran or runs.</summary>
    internal static async Task StartAsync(DurableTaskClient client, string tenant, string pack, CancellationToken cancellation)
    {
        var id = InstanceOf(tenant, pack);
        if (await client.GetInstanceAsync(id, cancellation) is { } found && !mayRunAgain.Contains(found.RuntimeStatus))
            return;
        var options = new StartOrchestrationOptions(id)
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Except(mayRunAgain)]);
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(PackOrchestrator), new PackRunInput(tenant, pack), options, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Backends refuse a second start with exceptions of their own; the instance itself tells whether it was that.
            if (await client.GetInstanceAsync(id, cancellation) is null)
                throw;
        }
    }
}
