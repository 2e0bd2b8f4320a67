using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orchestrations.Engine.Tests;

/// <summary>Keeps what is logged.</summary>
sealed class CapturedLog : ILoggerFactory
{
    readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> lines = new();

    public IReadOnlyList<(string Category, LogLevel Level, string Text)> Lines => [.. lines];

    public IEnumerable<string> Of(string category) => lines.Where(line => line.Category == category).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Logger(lines, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    sealed class Logger(ConcurrentQueue<(string Category, LogLevel Level, string Text)> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, logLevel, formatter(state, exception)));
    }
}
