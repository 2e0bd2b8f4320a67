using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.Engine.Functions;

/// <summary>The W3C trace of whatever activity is current; empty without one.</summary>
sealed class InvocationTrace : TraceContext
{
    public static readonly InvocationTrace Shared = new();

    public override string TraceParent => Activity.Current?.Id ?? string.Empty;

    public override string TraceState => Activity.Current?.TraceStateString ?? string.Empty;
}
