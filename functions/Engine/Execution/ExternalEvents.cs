using Microsoft.DurableTask;

namespace Orchestrations.Engine.Execution;

/// <summary>
/// Events from outside and who waits for them. Names are compared without regard to case. The newest waiter of a name is
/// served first (as in Durable Task); events that nobody waits for are kept in order of arrival.
/// </summary>
sealed class ExternalEvents(DataConverter converter)
{
    readonly Dictionary<string, LinkedList<OpenTask>> waiters = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Type> waiterTypes = new(StringComparer.OrdinalIgnoreCase);
    readonly List<(string Name, string? Input)> buffered = [];

    /// <summary>True while the orchestrator waits for at least one event.</summary>
    public bool HasWaiters => waiters.Count > 0;

    /// <summary>The names of the events that the orchestrator waits for.</summary>
    public IEnumerable<string> Awaited => waiters.Keys;

    /// <summary>Events that arrived and were not consumed, oldest first.</summary>
    public IReadOnlyList<(string Name, string? Input)> Buffered => buffered;

    public void Raise(string name, string? input)
    {
        if (waiters.TryGetValue(name, out var stack))
        {
            var newest = stack.Last!.Value;
            Remove(name, stack, stack.Last);
            newest.Complete(input);
            return;
        }

        Keep(name, input);
    }

    /// <summary>Keeps an event that nobody is to have now.</summary>
    public void Keep(string name, string? input) => buffered.Add((name, input));

    /// <summary>Waits for the next event of a name.</summary>
    /// <param name="name">Any case.</param>
    /// <param name="refuseForeignCaller">True when the token was cancelled from outside the orchestrator, which does not count.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">The name is awaited as another type already.</exception>
    public Task<T> Wait<T>(string name, Func<bool> refuseForeignCaller, CancellationToken cancellation)
    {
        var waiter = new OpenTask<T>(converter);
        if (cancellation.IsCancellationRequested)
        {
            waiter.Cancel(cancellation);
            return waiter.Task;
        }

        var index = buffered.FindIndex(raised => string.Equals(raised.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index >= 0)
        {
            var input = buffered[index].Input;
            buffered.RemoveAt(index);
            waiter.Complete(input);
            return waiter.Task;
        }

        if (waiters.TryGetValue(name, out var stack))
        {
            if (waiterTypes[name] != typeof(T))
                throw new ArgumentException($"Event '{name}' is already awaited as {waiterTypes[name]}; all waits for one name must share a type.");
        }
        else
        {
            waiters[name] = stack = new LinkedList<OpenTask>();
            waiterTypes[name] = typeof(T);
        }

        var node = stack.AddLast(waiter);
        if (cancellation.CanBeCanceled)
            cancellation.UnsafeRegister(_ => Cancel(), null);
        return waiter.Task;

        void Cancel()
        {
            if (refuseForeignCaller())
                return;
            if (node.List is { } list)
                Remove(name, list, node);
            waiter.Cancel(cancellation);
        }
    }

    void Remove(string name, LinkedList<OpenTask> stack, LinkedListNode<OpenTask> node)
    {
        stack.Remove(node);
        if (stack.Count > 0)
            return;
        waiters.Remove(name);
        waiterTypes.Remove(name);
    }
}
