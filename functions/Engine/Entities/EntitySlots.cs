using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Entities;

/// <summary>Lets at most so many entities run code at a time, also while that code waits for something; the others wait in order.</summary>
sealed class EntitySlots(IWorkQueue work, int mostAtOnce)
{
    readonly Lock gate = new();
    readonly Queue<Entity> waiting = new();
    int running;

    public void Post(Entity entity)
    {
        lock (gate)
        {
            if (running >= mostAtOnce)
            {
                waiting.Enqueue(entity);
                return;
            }

            running++;
        }

        work.Post(entity);
    }

    public void Free()
    {
        Entity? next;
        lock (gate)
        {
            if (!waiting.TryDequeue(out next))
                running--;
        }

        if (next is not null)
            work.Post(next);
    }
}
