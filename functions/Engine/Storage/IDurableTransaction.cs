using Orchestrations.Engine.Entities.Rows;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.ServiceBus.Rows;

namespace Orchestrations.Engine.Storage;

/// <summary>The primitive writes of one transaction. Called from one thread, between begin and commit of the store.</summary>
interface IDurableTransaction
{
    /// <summary>The messages of queues and subscriptions.</summary>
    IBusTransaction Bus { get; }

    /// <summary>Entities and the messages on their way to them.</summary>
    IEntityTransaction Entities { get; }

    /// <summary>The newest instance with the id, as this transaction sees it.</summary>
    InstanceRecord? Find(string id);

    void Insert(InstanceRecord record);

    /// <summary>Replaces what changes in an instance's life; key, id, name, time of creation, parent and tags stay as inserted.</summary>
    void Update(InstanceRecord record);

    /// <summary>Removes the instance with its history, timers and messages.</summary>
    void Delete(long key);

    /// <summary>Adds to the history. False, and nothing is added, when the instance is no longer there.</summary>
    bool Append(long key, HistoryBatch batch);

    void DeleteHistory(long key);

    void AddMessage(long messageId, long key, HistoryEvent message);

    void DeleteMessage(long messageId);

    void AddTimer(long key, int timerId, DateTime fireAt);

    void DeleteTimer(long key, int timerId);

    /// <summary>Removes what an ended instance can no longer receive.</summary>
    void DeleteTimersAndMessages(long key);

    void SetHostState(string name, string value);
}
