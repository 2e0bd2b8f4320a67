using Orchestrations.App.Audit;
using Orchestrations.App.Storage;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>
/// What people do to plans. Invariant: changes of a plan are numbered from 1 without gaps, and each is in the audit log under its
/// number: what a crash kept from being recorded is recorded before the next change, and at the next look of the timer.
/// </summary>
/// <param name="plans">The plans.</param>
/// <param name="audit">Where changes are recorded.</param>
/// <param name="unread">Takes a plan that cannot be read.</param>
/// <param name="time">Stamps them.</param>
public sealed class DcaPlanChanges(DcaRepository plans, AuditRepository audit, UnreadItems unread, TimeProvider time)
{
    /// <summary>Makes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="again">True when the same request was begun before: then the same plan that is there is its own.</param>
    /// <param name="cancellation">Cancels the wait; it may still be made.</param>
    /// <returns>The plan; null when there is another one of the name.</returns>
    internal async Task<DcaPlanItem?> CreateAsync(DcaPlan plan, bool again, CancellationToken cancellation)
    {
        var item = DcaPlanItem.From(plan) with { Change = new DcaChangeItem(1, "Created", time.GetUtcNow(), null) };
        if (!await plans.CreateAsync(item, cancellation))
        {
            var existing = again ? (await plans.ReadAsync(plan.Name, cancellation))?.Item : null;
            if (existing is null || !SamePlan(existing, item))
                return null;
            item = existing;
        }
        await RecordAsync(item, cancellation);
        return item;
    }

    /// <summary>Changes a plan.</summary>
    /// <param name="name">Which.</param>
    /// <param name="mayChange">Asked with the ETag before anything is changed; throws what refuses it.</param>
    /// <param name="what">The kind of change.</param>
    /// <param name="reason">Why.</param>
    /// <param name="change">The plan as it is to be; itself when there is nothing to change. Pure, because it may be asked again.</param>
    /// <param name="cancellation">Cancels the wait; it may still be changed.</param>
    /// <returns>The plan as it is now, and its ETag.</returns>
    /// <exception cref="Domain.DomainException">ORC-DCA-005: there is no such plan; and what <paramref name="mayChange"/> throws.</exception>
    internal async Task<(DcaPlanItem Item, string ETag)> ChangeAsync(
        string name, Action<string> mayChange, string what, string reason, Func<DcaPlan, DcaPlan> change, CancellationToken cancellation)
    {
        while (true)
        {
            var (before, etag) = await plans.ReadAsync(name, cancellation) ?? throw DcaCodes.NoPlan(name);
            mayChange(etag);
            await RecordAsync(before, cancellation);
            var plan = before.ToPlan();
            var wanted = change(plan);
            if (ReferenceEquals(wanted, plan))
                return (before, etag);
            var after = DcaPlanItem.From(wanted) with
            {
                Change = new DcaChangeItem((before.Change?.Number ?? 0) + 1, what, time.GetUtcNow(), reason),
            };
            if (!await plans.ReplaceAsync(after, etag, cancellation))
                continue;
            await RecordAsync(after, cancellation);
            // A change that came right after ours has another ETag; whoever goes on with ours is told so.
            return await plans.ReadAsync(name, cancellation) ?? throw DcaCodes.NoPlan(name);
        }
    }

    /// <summary>Records the last change of every plan; those that are recorded already change nothing.</summary>
    internal async Task RecordAllAsync(CancellationToken cancellation)
    {
        foreach (var plan in (await plans.ListReadableAsync(unread, cancellation)).Plans)
            await RecordAsync(plan, cancellation);
    }

    // Lists compare by reference, texts by what is in them; when it was made is no part of what was asked for.
    static bool SamePlan(DcaPlanItem one, DcaPlanItem other) =>
        Storage.StoreJson.Write(one with { Change = null }) == Storage.StoreJson.Write(other with { Change = null });

    async Task RecordAsync(DcaPlanItem plan, CancellationToken cancellation)
    {
        if (plan.Change is { } change)
            await audit.AppendAsync($"dca-plan-{plan.Name}-{change.Number}", "dca-plan", plan.Name, plan, cancellation);
    }
}
