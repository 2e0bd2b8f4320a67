using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Orchestrations.Engine.Tracing;

/// <summary>
/// The activity source of the engine and the form of its spans: names, kinds and tags as Durable Task emits them, so that
/// tools made for it show the same trees. Without a listener nothing is made.
/// </summary>
static class DurableSpans
{
    public const string SourceName = "Microsoft.DurableTask";

    static readonly ActivitySource source = new(SourceName);

    /// <summary>True when somebody listens.</summary>
    public static bool IsOn => source.HasListeners();

    /// <summary>A span's name: <c>what:task</c>, and <c>what:task@(version)</c> where the task has a version.</summary>
    public static string Name(string what, string task, string version = "") =>
        version.Length == 0 ? $"{what}:{task}" : $"{what}:{task}@({version})";

    /// <summary>Starts a span; null when nobody wants it.</summary>
    /// <param name="name">As <see cref="Name"/> makes it.</param>
    /// <param name="kind">Its part in the call.</param>
    /// <param name="parent">The span it belongs under; default for the current one.</param>
    /// <param name="from">When it began, UTC.</param>
    /// <param name="type">orchestration, activity, timer or event.</param>
    /// <param name="task">The orchestrator, activity or event.</param>
    public static Activity? Start(string name, ActivityKind kind, ActivityContext parent, DateTime from, string type, string task)
    {
        var span = source.StartActivity(name, kind, parent, startTime: from);
        return span?.SetTag(SpanTags.Type, type).SetTag(SpanTags.TaskName, task);
    }

    /// <summary>Tags a span with the task's version, where it has one.</summary>
    public static Activity WithVersion(this Activity span, string? version) =>
        version is { Length: > 0 } ? span.SetTag(SpanTags.TaskVersion, version) : span;

    /// <summary>Ends a span at a moment of the engine's clock, with an error when there was one.</summary>
    public static void End(this Activity span, DateTime at, string? error = null)
    {
        if (error is not null)
            span.SetStatus(ActivityStatusCode.Error, error);
        span.SetEndTime(at > span.StartTimeUtc ? at : span.StartTimeUtc);
        span.Dispose();
    }

    /// <summary>
    /// Gives a span the id that its children know already: they were made first, perhaps by another process. Activity has no
    /// public way to it; Microsoft's own library sets the same field.
    /// </summary>
    public static Activity WithId(this Activity span, ActivitySpanId id)
    {
        SpanIdOf(span) = id.ToHexString();
        IdOf(span) = null; // A cache of the whole id.
        return span;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    static extern ref string? SpanIdOf(Activity span);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_id")]
    static extern ref string? IdOf(Activity span);
}
