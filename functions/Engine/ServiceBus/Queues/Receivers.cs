namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>Who receives from a queue. They compete; whoever is asked first changes from time to time.</summary>
sealed class Receivers
{
    IReceiver[] all = [];
    int turn;

    public void Attach(IReceiver receiver) => all = [.. all, receiver];

    public void Wake()
    {
        var asked = all;
        if (asked.Length == 0)
            return;
        var first = asked.Length == 1 ? 0 : (Interlocked.Increment(ref turn) & int.MaxValue) % asked.Length;
        for (var i = 0; i < asked.Length; i++)
            asked[(first + i) % asked.Length].Wake();
    }
}
