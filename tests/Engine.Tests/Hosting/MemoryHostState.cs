using System.Collections.Concurrent;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Tests.Hosting;

/// <summary>Host state that lives as long as the test, across the hosts of one test.</summary>
sealed class MemoryHostState : IHostState
{
    public ConcurrentDictionary<string, string> Values { get; } = new();

    public Exception? WriteError { get; set; }

    public Task<string?> GetAsync(string key, CancellationToken cancellation) => Task.FromResult(Values.GetValueOrDefault(key));

    public Task SetAsync(string key, string value, CancellationToken cancellation)
    {
        if (WriteError is not null)
            return Task.FromException(WriteError);
        Values[key] = value;
        return Task.CompletedTask;
    }
}
