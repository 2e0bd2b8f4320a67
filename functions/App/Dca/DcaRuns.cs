using Microsoft.DurableTask.Client;
using Orchestrations.App.Operations;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Domain;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>
/// Starts runs. The instance id is <c>dca-&lt;plan&gt;-&lt;interval&gt;</c>, so that timer, HTTP and any repetition of either
/// lead to one run for each interval of a plan.
/// </summary>
/// <param name="plans">The plans.</param>
/// <param name="settings">The plan to make when there is none.</param>
/// <param name="unread">Takes a plan that cannot be read: nothing is bought by it, and the others go on.</param>
/// <param name="time">The time.</param>
public sealed class DcaRuns(DcaRepository plans, DcaSettings settings, UnreadItems unread, TimeProvider time)
{
    /// <summary>
    /// Starts the running interval's run of every plan that has begun and is not paused; makes the plan of the settings when there
    /// is none.
    /// </summary>
    /// <param name="client">Starts them.</param>
    /// <param name="now">The moment whose intervals are meant, UTC.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The runs, by plan.</returns>
    public async Task<IReadOnlyList<OperationRun>> StartAllAsync(
        DurableTaskClient client, DateTimeOffset now, CancellationToken cancellation = default)
    {
        var (all, areAll) = await plans.ListReadableAsync(unread, cancellation);
        // Beside a plan that cannot be read, another one would be a second.
        if (all.Count == 0 && areAll)
        {
            await plans.CreateAsync(settings.PlanFrom(now), cancellation);
            (all, _) = await plans.ListReadableAsync(unread, cancellation);
        }
        var started = new List<OperationRun>();
        foreach (var plan in all.Select(item => item.ToPlan()))
            if (plan.Pause is null && DcaSchedule.IntervalAt(plan, now) is { } interval)
                started.Add(new OperationRun(plan.Name, (await StartAsync(client, plan, interval, cancellation)).Instance));
        return started;
    }

    /// <summary>Starts the running interval's run of a plan, or finds it when it was started before.</summary>
    /// <param name="client">Starts it.</param>
    /// <param name="plan">The plan's name.</param>
    /// <param name="askedAt">
    /// When the run was asked for; null for now. Its interval is meant, so that a request that is repeated later finds its run.
    /// </param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The instance id, and whether this call started it.</returns>
    /// <exception cref="DomainException">
    /// ORC-DCA-005: no such plan. ORC-DCA-007: the plan had not begun. ORC-DCA-010: it is paused, and the run was not started before.
    /// </exception>
    public async Task<(string Instance, bool Started)> StartAsync(
        DurableTaskClient client, string plan, DateTimeOffset? askedAt = null, CancellationToken cancellation = default)
    {
        var found = await plans.FindAsync(plan, cancellation) ?? throw DcaCodes.NoPlan(plan);
        var interval = DcaSchedule.IntervalAt(found, askedAt ?? time.GetUtcNow())
            ?? throw new DomainException(DcaCodes.NotBegun, $"The plan '{plan}' begins at {found.Start:yyyy-MM-dd HH:mm} UTC.");
        if (found.Pause is { } pause && await client.GetInstanceAsync(IdOf(found, interval), cancellation) is null)
            throw new DomainException(
                DcaCodes.IsPaused,
                FormattableString.Invariant($"The plan '{plan}' is paused since {pause.At:yyyy-MM-dd HH:mm} UTC: {pause.Reason} Resume it first."));
        return await StartAsync(client, found, interval, cancellation);
    }

    static async Task<(string Instance, bool Started)> StartAsync(
        DurableTaskClient client, DcaPlan plan, DcaInterval interval, CancellationToken cancellation)
    {
        var id = IdOf(plan, interval);
        var input = new DcaRunInput(plan.Name, interval.Key);
        return (id, await SingleRun.StartOnceAsync(client, nameof(DcaOrchestrator), id, input, cancellation));
    }

    static string IdOf(DcaPlan plan, DcaInterval interval) => $"dca-{plan.Name}-{interval.Key}";
}
