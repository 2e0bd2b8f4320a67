namespace Orchestrations.Engine.Work;

/// <summary>Where turns and activities run.</summary>
interface IWorkQueue
{
    void Post(IThreadPoolWorkItem item);
}

/// <summary>Runs work on the .NET thread pool: on the wall clock.</summary>
sealed class ThreadPoolWork : IWorkQueue
{
    public void Post(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
}
