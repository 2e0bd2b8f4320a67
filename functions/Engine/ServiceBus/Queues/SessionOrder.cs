namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>
/// A queue with sessions. Invariant: of each session at most one receiver holds messages, and they are the session's first;
/// so a message that fails is received again before its successors. Sessions take turns.
/// </summary>
sealed class SessionOrder : IReadyMessages
{
    readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);

    // Sessions that have messages and no receiver, in the order in which they came to be so.
    readonly LinkedList<Session> free = [];

    public int Count { get; private set; }

    public void Add(QueuedMessage message)
    {
        if (!sessions.TryGetValue(message.SessionId!, out var session))
            sessions.Add(message.SessionId!, session = new Session(message.SessionId!));
        session.Waiting.Add(message);
        Count++;
        ListOrForget(session);
    }

    public void Remove(QueuedMessage message)
    {
        if (!sessions.TryGetValue(message.SessionId!, out var session) || !session.Waiting.Remove(message))
            return;
        Count--;
        ListOrForget(session);
    }

    public List<QueuedMessage>? Take(int most)
    {
        if (free.First?.Value is not { } session)
            return null;
        var taken = new List<QueuedMessage>(Math.Min(most, session.Waiting.Count));
        while (taken.Count < most && session.Waiting.Min is { } next)
        {
            session.Waiting.Remove(next);
            taken.Add(next);
        }

        Count -= taken.Count;
        session.IsHeld = true;
        ListOrForget(session);
        return taken;
    }

    public void Release(IReadOnlyList<QueuedMessage> taken)
    {
        if (!sessions.TryGetValue(taken[0].SessionId!, out var session))
            return;
        session.IsHeld = false;
        ListOrForget(session);
    }

    void ListOrForget(Session session)
    {
        var isFree = !session.IsHeld && session.Waiting.Count > 0;
        if (isFree && session.Place is null)
        {
            session.Place = free.AddLast(session);
        }
        else if (!isFree && session.Place is { } place)
        {
            free.Remove(place);
            session.Place = null;
        }

        if (!session.IsHeld && session.Waiting.Count == 0)
            sessions.Remove(session.Id);
    }

    sealed class Session(string id)
    {
        public string Id => id;

        public SortedSet<QueuedMessage> Waiting { get; } = new(QueuedMessage.ByAvailability);

        public bool IsHeld { get; set; }

        public LinkedListNode<Session>? Place { get; set; }
    }
}
