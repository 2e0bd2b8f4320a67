using System.Diagnostics;
using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Tracing;

/// <summary>Spans of operations of entities: <c>entity:{name}:{operation}</c>, on the sender's side and on the entity's.</summary>
static class EntitySpans
{
    /// <summary>A span of an operation; null when nobody wants it.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operation">What it is to do.</param>
    /// <param name="kind">Client for a call, producer for a signal; server and consumer where they run.</param>
    /// <param name="parent">The span it belongs under; default for the current one.</param>
    /// <param name="from">When it began, UTC.</param>
    public static Activity? Start(EntityInstanceId id, string operation, ActivityKind kind, ActivityContext parent, DateTime from) =>
        DurableSpans.Start($"{SpanTags.Entity}:{id.Name}:{operation}", kind, parent, from, SpanTags.Entity, id.Name)?
            .SetTag(SpanTags.Operation, operation)
            .SetTag(SpanTags.TargetInstanceId, id.ToString());

    /// <summary>The span of an operation that begins to run; null when nobody wants it. It is current for the entity's code.</summary>
    public static Activity? StartOperation(EntityInstanceId id, string operation, bool isCall, TraceLink sender, DateTime now)
    {
        if (!DurableSpans.IsOn || !sender.TryParse(out var parent))
            return null;
        try
        {
            return Start(id, operation, isCall ? ActivityKind.Server : ActivityKind.Consumer, parent, now);
        }
        catch (Exception)
        {
            return null; // The operation runs whatever a listener's code throws.
        }
    }

    /// <summary>Ends the span of an operation that ran.</summary>
    public static void EndOperation(Activity? span, DateTime now, string? error)
    {
        if (span is null)
            return;
        try
        {
            if (error is not null)
                span.SetTag(SpanTags.EntityError, error);
            span.End(now, error);
        }
        catch (Exception)
        {
            // As above: what came of the operation is kept whatever a listener's code throws.
        }
    }
}
