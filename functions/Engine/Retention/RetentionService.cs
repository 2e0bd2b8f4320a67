using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Orchestrations.Engine.Retention;

/// <summary>Sweeps again and again while the host runs, the first time a minute after its start.</summary>
sealed class RetentionService(RetentionSweep sweep, RetentionPolicy policy, TimeProvider time, ILogger<RetentionSweep> logger)
    : BackgroundService
{
    static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = policy.Interval)
        {
            await Task.Delay(wait, time, stoppingToken);
            try
            {
                await sweep.RunOnceAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // What was not removed now is removed by the next sweep.
                logger.LogError(failure, "Retention could not finish; it goes on in {Interval}.", policy.Interval);
            }
        }
    }
}
