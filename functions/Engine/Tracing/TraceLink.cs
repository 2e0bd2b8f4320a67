using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Orchestrations.Engine.History;

namespace Orchestrations.Engine.Tracing;

/// <summary>
/// A W3C trace context as it is kept with an instance's start: enough to go on with the trace in any process. The ids of the
/// spans in between follow from the execution and the task number, so that they need not be kept.
/// </summary>
/// <param name="Parent">The <c>traceparent</c>; null for no trace.</param>
/// <param name="State">The <c>tracestate</c>, or null.</param>
readonly record struct TraceLink(string? Parent, string? State)
{
    const int ItsOrchestration = -1;
    const int ParentLength = 55;

    /// <summary>The trace that the caller is in: its own new span, what a request brought, or the current activity.</summary>
    public static TraceLink Of(Activity? span)
    {
        if (span is null && IncomingTrace.Current is { Parent: not null } incoming)
            return incoming;
        var current = span ?? Activity.Current;
        return current is { IdFormat: ActivityIdFormat.W3C } ? new TraceLink(current.Id, current.TraceStateString) : default;
    }

    /// <summary>What a sub-orchestration starts with: the trace of its parent, under the span of the call.</summary>
    public static TraceLink ForChild(ExecutionStarted parent, int taskId) => parent.TraceParent is { Length: ParentLength } trace
        ? new TraceLink($"{trace[..36]}{CallId(parent, taskId).ToHexString()}{trace[52..]}", parent.TraceState)
        : default;

    /// <summary>The id of the span that is the execution itself.</summary>
    public static ActivitySpanId OrchestrationId(ExecutionStarted start) => Derive(start.ExecutionId, ItsOrchestration);

    /// <summary>The id of the span that is the orchestration's call of a task.</summary>
    public static ActivitySpanId CallId(ExecutionStarted start, int taskId) => Derive(start.ExecutionId, taskId);

    /// <summary>The context to be a child of; false when there is none.</summary>
    public bool TryParse(out ActivityContext context) => ActivityContext.TryParse(Parent, State, isRemote: true, out context);

    static ActivitySpanId Derive(string executionId, int number)
    {
        Span<byte> name = stackalloc byte[Encoding.UTF8.GetMaxByteCount(executionId.Length) + sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(name, number);
        var length = Encoding.UTF8.GetBytes(executionId, name[sizeof(int)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name[..(sizeof(int) + length)], hash);
        hash[0] |= 1; // All zeros would be no id.
        return ActivitySpanId.CreateFromBytes(hash[..8]);
    }
}
