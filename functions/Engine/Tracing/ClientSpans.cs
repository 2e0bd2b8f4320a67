using System.Diagnostics;

namespace Orchestrations.Engine.Tracing;

/// <summary>Spans of what a client asks for. They belong under the caller's current span.</summary>
static class ClientSpans
{
    public static Activity? Create(string name, string instanceId, string version, DateTime now)
    {
        if (!DurableSpans.IsOn)
            return null;
        var span = DurableSpans.Start(
            DurableSpans.Name(SpanTags.CreateOrchestration, name, version), ActivityKind.Producer, Caller(), now, SpanTags.Orchestration, name);
        return span?.SetTag(SpanTags.InstanceId, instanceId).WithVersion(version);
    }

    public static Activity? Raise(string eventName, string instanceId, DateTime now)
    {
        if (!DurableSpans.IsOn)
            return null;
        var name = DurableSpans.Name(SpanTags.OrchestrationEvent, eventName);
        return DurableSpans.Start(name, ActivityKind.Producer, Caller(), now, SpanTags.Event, eventName)?
            .SetTag(SpanTags.TargetInstanceId, instanceId);
    }

    static ActivityContext Caller() => IncomingTrace.Current.TryParse(out var incoming) ? incoming : default;
}
