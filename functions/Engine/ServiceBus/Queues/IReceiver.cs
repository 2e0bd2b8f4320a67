namespace Orchestrations.Engine.ServiceBus.Queues;

/// <summary>Takes messages from a queue. Called from any thread, without locks held; returns at once.</summary>
interface IReceiver
{
    /// <summary>There may be something to take.</summary>
    void Wake();

    /// <summary>What it took is durably counted as delivered, and locked for it.</summary>
    void Receive(Delivery delivery);

    /// <summary>What it took could not be counted and is back in its queue.</summary>
    void Miss();
}
