namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>The primitive writes of messages within one transaction of the engine's store. Called from one thread.</summary>
interface IBusTransaction
{
    void Insert(MessageRow row);

    /// <summary>The message as this transaction sees it.</summary>
    MessageRow? Find(long sequence);

    /// <summary>Removes it, with the count of its deliveries.</summary>
    void Delete(long sequence);

    /// <summary>Moves it into a dead-letter queue, where it does not expire.</summary>
    void Move(long sequence, string entity, byte[] header);

    /// <summary>How often it was delivered; 0 to forget.</summary>
    void SetDeliveries(long sequence, int count);

    /// <summary>Remembers an id for duplicate detection; false when it is remembered already and still counts.</summary>
    bool Remember(string entity, string messageId, DateTime now, DateTime until);

    /// <summary>Forgets ids that no longer count.</summary>
    void Forget(DateTime now);
}
