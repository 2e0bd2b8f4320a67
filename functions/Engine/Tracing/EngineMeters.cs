using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orchestrations.Engine.Tracing;

/// <summary>
/// The engine's instruments; see docs/reference/telemetry.md. What can be read when somebody asks is not counted twice; what
/// must be measured as it happens is measured only while somebody listens.
/// </summary>
sealed class EngineMeters : IDisposable
{
    public const string MeterName = "Orchestrations.Engine";

    // Seconds: a turn in memory takes microseconds, one that waits for a slow disk a good part of a second.
    static readonly InstrumentAdvice<double> seconds = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    };

    static readonly InstrumentAdvice<int> sizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] };

    readonly Meter meter = new(MeterName);
    readonly Histogram<double> turnDuration;
    readonly Histogram<double> commitDuration;
    readonly Histogram<int> commitSize;

    public EngineMeters()
    {
        turnDuration = meter.CreateHistogram(
            "orchestrations.engine.turn.duration", "s", "From taking an instance's mail to its turn being durable.", tags: null, seconds);
        commitDuration = meter.CreateHistogram("orchestrations.engine.commit.duration", "s", "Writing one transaction.", tags: null, seconds);
        commitSize = meter.CreateHistogram("orchestrations.engine.commit.size", "{commit}", "Commits in one transaction.", tags: null, sizes);
    }

    /// <summary>The instruments themselves, so that a listener can keep several engines of one process apart.</summary>
    public Meter Meter => meter;

    /// <summary>Offers what an engine knows of itself. Read only when a listener asks.</summary>
    public void Watch(Func<EngineStatistics> statistics, Func<int> busy, Func<int> queued)
    {
        Level("queue.depth", "{commit}", "Commits that wait to be written.", queued);
        Level("instances.busy", "{instance}", "Instances in a turn, waiting for a thread, or for their turn to be durable.", busy);
        Level("instances.active", "{instance}", "Instances that have not ended.", () => statistics().ActiveInstances);
        Level("instances.loaded", "{instance}", "Instances whose orchestrator is in memory.", () => statistics().LoadedInstances);
        Level("timers", "{timer}", "Durable timers that are set.", () => statistics().Timers);
        Level("activities.running", "{activity}", "Activities that run.", () => statistics().RunningActivities);
        Level("activities.waiting", "{activity}", "Activities that wait for a free slot.", () => statistics().WaitingActivities);
        Total("turns", "{turn}", "Turns of orchestrators.", () => statistics().Turns);
        Total("activities", "{activity}", "Activities that ended.", () => statistics().Activities);
        Total("commits", "{commit}", "Commits made durable.", () => statistics().Commits);
        Total("transactions", "{transaction}", "Transactions they were written in.", () => statistics().Transactions);
        Total("replayed_events", "{event}", "History events replayed to rebuild orchestrators.", () => statistics().ReplayedEvents);
    }

    /// <summary>The moment a turn begins, for <see cref="TurnIsDurable"/>; 0 when nobody listens.</summary>
    public long TurnBegins() => turnDuration.Enabled ? Stopwatch.GetTimestamp() : 0;

    public void TurnIsDurable(long began, string orchestrator)
    {
        if (began == 0)
            return;
        try
        {
            turnDuration.Record(Seconds(began), KeyValuePair.Create(SpanTags.TaskName, (object?)orchestrator));
        }
        catch (Exception)
        {
            // A listener's code runs inside: what it throws must not undo what is durable.
        }
    }

    /// <summary>The moment a transaction begins, for <see cref="Written"/>; 0 when nobody listens.</summary>
    public long WriteBegins() => commitDuration.Enabled || commitSize.Enabled ? Stopwatch.GetTimestamp() : 0;

    public void Written(long began, int commits)
    {
        if (began == 0)
            return;
        try
        {
            commitDuration.Record(Seconds(began));
            commitSize.Record(commits);
        }
        catch (Exception)
        {
            // As above.
        }
    }

    public void Dispose() => meter.Dispose();

    static double Seconds(long began) => Stopwatch.GetElapsedTime(began).TotalSeconds;

    void Level(string name, string unit, string description, Func<int> read) =>
        meter.CreateObservableUpDownCounter($"orchestrations.engine.{name}", read, unit, description);

    void Total(string name, string unit, string description, Func<long> read) =>
        meter.CreateObservableCounter($"orchestrations.engine.{name}", read, unit, description);
}
