using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Health;

namespace Orchestrations.App.Health;

/// <summary>The step of the health watch. It may run twice.</summary>
public sealed class HealthActivities(
    HealthReadings readings, HealthBoard board, AlertRepository alerts, AlertDeliveries deliveries, AlertsSettings settings,
    TimeProvider time, IHostReadings? host = null)
{
    const string Prefix = "health-";

    static readonly TimeSpan soonest = TimeSpan.FromMinutes(10);

    /// <summary>Makes every check, raises what is wrong, ends what is well again, and forgets old alerts.</summary>
    [Function(nameof(CheckHealth))]
    public async Task<HealthResult> CheckHealth([ActivityTrigger] HealthInput input, CancellationToken cancellation)
    {
        var findings = await readings.AllAsync(cancellation);
        board.Show(findings);
        var bad = findings.Where(finding => finding.Verdict != HealthVerdict.Ok).ToList();
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var finding in bad)
            open.Add((await alerts.RaiseAsync(AlertOf(finding), cancellation)).About);
        await alerts.EndOthersAsync(Prefix, open, "well again", cancellation);
        var kept = time.GetUtcNow() - settings.Retention;
        await alerts.ForgetAsync(kept, id => deliveries.ForgetAsync(id, cancellation), cancellation);
        await deliveries.ForgetDigestsAsync(kept, cancellation);
        foreach (var failed in input.Failed)
            await alerts.RaiseAsync(new Alert(
                $"failed-{failed.Instance}-{failed.At.UtcTicks}", AlertSeverity.P1, HealthCodes.FailedOrchestration, failed.Instance,
                $"An orchestration failed ({failed.Name}).") { About = "failed-" + failed.Name }, cancellation);
        foreach (var timer in host?.Read().Timers ?? [])
            if (timer.Missed > 0)
                await alerts.RaiseAsync(new Alert(
                    FormattableString.Invariant($"missed-{timer.Function}-{timer.Since.UtcTicks}-{timer.Missed}"), AlertSeverity.P2,
                    HealthCodes.MissedTimer, timer.Function, FormattableString.Invariant($"The timer missed {timer.Missed} of its runs.")),
                    cancellation);
        return new HealthResult(findings.Count, [.. bad.Select(finding => finding.About)]);
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
