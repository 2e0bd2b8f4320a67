using System.Diagnostics;

namespace Orchestrations.Engine.Tracing;

/// <summary>
/// The trace that a request's headers name. Where the web server traces requests itself, its span is the better parent and
/// this stays empty; where it does not, the started orchestration still joins the caller's trace.
/// </summary>
static class IncomingTrace
{
    static readonly AsyncLocal<TraceLink> current = new();

    public static TraceLink Current => current.Value;

    /// <summary>Takes over the headers for the rest of the calling method; what is no W3C context is left alone.</summary>
    public static void Take(string? traceParent, string? traceState)
    {
        // An activity without a source is the server's stand-in, which nobody exports.
        if (string.IsNullOrEmpty(traceParent) || Activity.Current is { Source.Name.Length: > 0 })
            return;
        var link = new TraceLink(traceParent, string.IsNullOrEmpty(traceState) ? null : traceState);
        if (link.TryParse(out _))
            current.Value = link;
    }
}
