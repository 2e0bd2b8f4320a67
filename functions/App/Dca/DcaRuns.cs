using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Domain;
using Orchestrations.Domain.Dca;

namespace Orchestrations.App.Dca;

/// <summary>
/// Starts runs. The instance id is <c>dca-&lt;plan&gt;-&lt;interval&gt;</c>, so that timer, HTTP and any repetition of either
/// lead to one run for each interval of a plan.
/// </summary>
/// <param name="plans">The plans.</param>
/// <param name="settings">The plan to make when there is none.</param>
/// <param name="time">The time.</param>
public sealed class DcaRuns(DcaRepository plans, DcaSettings settings, TimeProvider time)
{
    /// <summary>
    /// Starts the running interval's run of every plan that has begun; makes the plan of the settings when there is none.
    /// </summary>
    /// <returns>The instance ids.</returns>
    public async Task<IReadOnlyList<string>> StartAllAsync(DurableTaskClient client, CancellationToken cancellation = default)
    {
        var now = time.GetUtcNow();
        var all = await PlansAsync(cancellation);
        if (all.Count == 0)
        {
            await plans.CreateAsync(settings.PlanFrom(now), cancellation);
            all = await PlansAsync(cancellation);
        }
        var started = new List<string>();
        foreach (var plan in all)
            if (DcaSchedule.IntervalAt(plan, now) is { } interval)
                started.Add((await StartAsync(client, plan, interval, cancellation)).Instance);
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
    /// <exception cref="DomainException">ORC-DCA-005: no such plan. ORC-DCA-007: the plan had not begun.</exception>
    public async Task<(string Instance, bool Started)> StartAsync(
        DurableTaskClient client, string plan, DateTimeOffset? askedAt = null, CancellationToken cancellation = default)
    {
        var found = await plans.FindAsync(plan, cancellation) ?? throw DcaCodes.NoPlan(plan);
        var interval = DcaSchedule.IntervalAt(found, askedAt ?? time.GetUtcNow())
            ?? throw new DomainException(DcaCodes.NotBegun, $"The plan '{plan}' begins at {found.Start:yyyy-MM-dd HH:mm} UTC.");
        return await StartAsync(client, found, interval, cancellation);
    }

    static async Task<(string Instance, bool Started)> StartAsync(
        DurableTaskClient client, DcaPlan plan, DcaInterval interval, CancellationToken cancellation)
    {
        var id = $"dca-{plan.Name}-{interval.Key}";
        if (await client.GetInstanceAsync(id, cancellation) is not null)
            return (id, false);
        // Every status counts as a duplicate: a run that failed or was ended by a person is not repeated by a trigger.
        var options = new StartOrchestrationOptions(id)
            .WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
        try
        {
            var input = new DcaRunInput(plan.Name, interval.Key);
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(DcaOrchestrator), input, options, cancellation);
            return (id, true);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Backends refuse a second start with exceptions of their own; the instance itself tells whether it was that.
            if (await client.GetInstanceAsync(id, cancellation) is null)
                throw;
            return (id, false);
        }
    }

    async Task<List<DcaPlan>> PlansAsync(CancellationToken cancellation)
    {
        var all = new List<DcaPlan>();
        await foreach (var plan in plans.ListAsync(cancellation))
            all.Add(plan);
        return all;
    }
}
