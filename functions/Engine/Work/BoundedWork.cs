using System.Collections.Concurrent;

namespace Orchestrations.Engine.Work;

/// <summary>
/// Lets at most so many items run at a time; the others wait in order. A worker that is running takes the next item itself,
/// so a busy queue costs the thread pool one item for many, and steps aside now and then so that others get their turn.
/// </summary>
sealed class BoundedWork(IWorkQueue inner, int mostAtOnce) : IWorkQueue, IThreadPoolWorkItem
{
    const int ItemsBeforeSteppingAside = 32;

    readonly ConcurrentQueue<IThreadPoolWorkItem> waiting = new();
    int workers;

    public void Post(IThreadPoolWorkItem item)
    {
        waiting.Enqueue(item);
        StartWorker();
    }

    public void Execute()
    {
        for (var done = 0; done < ItemsBeforeSteppingAside && waiting.TryDequeue(out var item); done++)
            item.Execute();
        Interlocked.Decrement(ref workers);

        // Also for an item that came after the last look and found all workers busy.
        if (!waiting.IsEmpty)
            StartWorker();
    }

    void StartWorker()
    {
        var running = Volatile.Read(ref workers);
        while (running < mostAtOnce)
        {
            var seen = Interlocked.CompareExchange(ref workers, running + 1, running);
            if (seen == running)
            {
                inner.Post(this);
                return;
            }

            running = seen;
        }
    }
}
