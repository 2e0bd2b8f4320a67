using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>The step of the health watch. It may run twice.</summary>
public sealed class HealthActivities(
    HealthReadings readings, HealthBoard board, AlertRepository alerts, AlertDeliveries deliveries, AlertsSettings settings,
    FailureCursor failures, TimeProvider time, IHostReadings? host = null)
{
    const string Prefix = "health-";

    static readonly TimeSpan soonest = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Makes every check, raises what is wrong, ends what is well again, and forgets old alerts. What cannot be done of it keeps
    /// nothing else from being done, and has the step repeated.
    /// </summary>
    [Function(nameof(CheckHealth))]
    public async Task<HealthResult> CheckHealth([ActivityTrigger] HealthInput input, CancellationToken cancellation)
    {
        var troubles = new List<Exception>();
        var look = await readings.AllAsync(cancellation);
        board.Show(look.Findings);
        var bad = look.Findings.Where(finding => finding.Verdict != HealthVerdict.Ok).ToList();
        // By their names as they are stored.
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in bad)
        {
            open.Add(AlertIds.Name(finding.About));
            await TryAsync(() => alerts.RaiseAsync(AlertOf(finding), cancellation));
        }
        await TryAsync(() => alerts.EndOthersAsync(
            Prefix, about => open.Contains(about) || look.IsUnknown(about), "well again", cancellation));
        await TryAsync(() => RaiseFailedAsync(input, cancellation));
        foreach (var timer in look.Unknown.Contains("timer") ? [] : host?.Read().Timers ?? [])
            if (timer.Missed > 0)
                await TryAsync(() => alerts.RaiseAsync(new Alert(
                    FormattableString.Invariant($"missed-{timer.Function}-{timer.Since.UtcTicks}-{timer.Missed}"), AlertSeverity.P2,
                    HealthCodes.MissedTimer, timer.Function, FormattableString.Invariant($"The timer missed {timer.Missed} of its runs.")),
                    cancellation));
        var kept = time.GetUtcNow() - settings.Retention;
        await TryAsync(() => alerts.ForgetAsync(kept, id => deliveries.ForgetAsync(id, cancellation), cancellation));
        await TryAsync(() => deliveries.ForgetDigestsAsync(kept, cancellation));
        return troubles.Count == 0 ? new HealthResult(look.Findings.Count, [.. bad.Select(finding => finding.About)])
            : throw new AggregateException(troubles);

        async Task TryAsync(Func<Task> part)
        {
            try
            {
                await part();
            }
            catch (Exception trouble) when (!cancellation.IsCancellationRequested)
            {
                troubles.Add(trouble);
            }
        }
    }

    async Task RaiseFailedAsync(HealthInput input, CancellationToken cancellation)
    {
        foreach (var failed in input.Failed)
            await alerts.RaiseAsync(new Alert(
                $"failed-{failed.Instance}-{failed.At.UtcTicks}", AlertSeverity.P1, HealthCodes.FailedOrchestration, failed.Instance,
                $"An orchestration failed ({failed.Name}).") { About = "failed-" + failed.Name }, cancellation);
        if (input.At is { } at)
            await failures.MoveAsync(at, cancellation);
    }

    static Alert AlertOf(HealthFinding finding) => new(
        finding.About, finding.Severity, finding.Code, finding.Subject.Length == 0 ? finding.Check : finding.Subject,
        $"Health check {finding.Check}: {finding.Text}.") 
    {
        About = finding.About, Lasts = true,
        // Where money is at risk, what comes back is told of soon.
        Window = finding.Severity == AlertSeverity.P0 ? soonest : null,
    };
}
