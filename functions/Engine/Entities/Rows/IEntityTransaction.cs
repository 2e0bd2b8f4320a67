namespace Orchestrations.Engine.Entities.Rows;

/// <summary>The primitive writes of entities within one transaction of the engine's store. Called from one thread.</summary>
interface IEntityTransaction
{
    /// <summary>Writes an entity, whether it was there or not.</summary>
    void Put(EntityRecord record);

    /// <summary>Removes an entity; its messages stay.</summary>
    void Delete(string id);

    /// <summary>The entities that an execution holds locked, as this transaction sees them.</summary>
    IReadOnlyList<EntityRecord> LockedBy(string instanceId, string executionId);

    void AddMessage(StoredEntityMessage message);

    void DeleteMessage(long messageId);
}
