namespace Orchestrations.Engine.Entities.Rows;

/// <summary>Reads stored entities; from any thread.</summary>
interface IEntityStore
{
    /// <summary>Messages that were not taken when the store was last closed, or killed, in order of their numbers.</summary>
    IReadOnlyList<StoredEntityMessage> RecoverMessages();

    EntityRecord? Find(string id);

    /// <summary>How many messages wait for an entity, those with a time of their own included.</summary>
    int Backlog(string id);

    /// <summary>Entities that match, in order of their ids, at most <paramref name="top"/>, after the id <paramref name="after"/>.</summary>
    IReadOnlyList<EntityRecord> Query(EntityFilter filter, string after, int top);
}
