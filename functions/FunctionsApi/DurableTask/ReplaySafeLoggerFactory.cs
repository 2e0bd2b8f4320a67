using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask;

// The context's own factory is asked for at every call: a wrapping context may only know it later.
sealed class ReplaySafeLoggerFactory(TaskOrchestrationContext context, Func<ILoggerFactory> inner) : ILoggerFactory
{
    const int DeepestNesting = 10;

    ILoggerFactory Wrapped => inner();

    public ILogger CreateLogger(string categoryName)
        => new ReplaySafeLogger(context, Unwrap(Wrapped).CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider)
        => throw new NotSupportedException("A replay-safe logger factory takes no providers; add them to the host's logging.");

    public void Dispose()
    {
        // The factory inside belongs to the host.
    }

    /// <summary>The host's factory, however many contexts wrap each other, so that replay is asked about once per message.</summary>
    internal static ILoggerFactory Unwrap(ILoggerFactory factory)
    {
        for (var depth = 0; factory is ReplaySafeLoggerFactory wrapped; depth++)
        {
            if (depth == DeepestNesting)
                throw new InvalidOperationException(
                    "Replay-safe logger factories wrap each other without end. A context that wraps another one returns the inner "
                    + "context's ReplaySafeLoggerFactory as its LoggerFactory, never its own.");
            factory = wrapped.Wrapped;
        }
        return factory;
    }
}
