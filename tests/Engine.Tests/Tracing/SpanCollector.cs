using System.Diagnostics;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Tests.Tracing;

/// <summary>Takes the spans of one trace, which begins with it, and wants none of the tests that run beside it.</summary>
sealed class SpanCollector : IDisposable
{
    readonly ActivityListener listener;
    readonly Activity? before = Activity.Current;
    readonly List<Activity> spans = [];

    public SpanCollector(Action<Activity>? onStopped = null)
    {
        Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C);
        Root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        Root.Start();
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == DurableSpans.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == Root.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                // Told of whatever anybody took, also of what another test took for itself.
                if (span.TraceId != Root.TraceId)
                    return;
                lock (spans)
                    spans.Add(span);
                onStopped?.Invoke(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>What the caller of the engine is doing.</summary>
    public Activity Root { get; }

    /// <summary>The spans that ended so far, in order of their ends.</summary>
    public IReadOnlyList<Activity> Spans
    {
        get
        {
            lock (spans)
                return [.. spans];
        }
    }

    public Activity One(string name, ActivityKind kind) => Assert.Single(Spans, span => span.OperationName == name && span.Kind == kind);

    public void Dispose()
    {
        listener.Dispose();
        Root.Dispose();
        Activity.Current = before;
    }
}
