using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tests.Work;

public class BoundedWorkTests
{
    [Fact]
    public async Task Post_ManyItems_NeverMoreThanTheLimitRunAndNoneIsForgotten()
    {
        const int items = 5000;
        var probe = new Probe(items);
        var work = new BoundedWork(new ThreadPoolWork(), mostAtOnce: 3);

        Parallel.For(0, items, _ => work.Post(probe));

        await probe.AllDone.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.InRange(probe.MostAtOnce, 1, 3);
    }

    [Fact]
    public void Post_OneWorker_RunsInOrder()
    {
        var order = new List<int>();
        var inner = new CollectedWork();
        var work = new BoundedWork(inner, mostAtOnce: 1);
        for (var i = 0; i < 100; i++)
        {
            var number = i;
            work.Post(new Item(() => order.Add(number)));
        }

        inner.RunAll();

        Assert.Equal(Enumerable.Range(0, 100), order);
    }

    sealed class Probe(int items) : IThreadPoolWorkItem
    {
        readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int running;
        int finished;
        int most;

        public Task AllDone => done.Task;

        public int MostAtOnce => most;

        public void Execute()
        {
            var now = Interlocked.Increment(ref running);
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
                Interlocked.CompareExchange(ref most, now, seen);
            Thread.SpinWait(200);
            Interlocked.Decrement(ref running);
            if (Interlocked.Increment(ref finished) == items)
                done.SetResult();
        }
    }

    sealed class Item(Action run) : IThreadPoolWorkItem
    {
        public void Execute() => run();
    }

    sealed class CollectedWork : IWorkQueue
    {
        readonly Queue<IThreadPoolWorkItem> posted = new();

        public void Post(IThreadPoolWorkItem item) => posted.Enqueue(item);

        public void RunAll()
        {
            while (posted.TryDequeue(out var item))
                item.Execute();
        }
    }
}
