using Microsoft.Extensions.Logging;
using Orchestrations.Engine.ServiceBus.Rows;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>What all entities of a broker share.</summary>
sealed class BusParts(IBusStore store, ICommitQueue commits, TimeProvider time, ILogger logger)
{
    /// <summary>Bytes of small, recent messages that stay in memory, so that handing them over reads nothing.</summary>
    const long MostBytesInMemory = 64L * 1024 * 1024;

    const int LargestInMemory = 16 * 1024;

    long bytesInMemory;

    public IBusStore Store => store;

    public ICommitQueue Commits => commits;

    public ILogger Logger => logger;

    public TimeProvider Time => time;

    public BusNumbers Numbers { get; } = new();

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Keeps a message's content with it if there is room. Under its queue's lock, as <see cref="Drop"/>.</summary>
    public void Keep(QueuedMessage message, MessageRow content)
    {
        if (message.Size > LargestInMemory || Volatile.Read(ref bytesInMemory) + message.Size > MostBytesInMemory)
            return;
        Interlocked.Add(ref bytesInMemory, message.Size);
        message.Content = content;
    }

    public void Drop(QueuedMessage message)
    {
        if (message.Content is null)
            return;
        message.Content = null;
        Interlocked.Add(ref bytesInMemory, -message.Size);
    }
}
