namespace Orchestrations.Engine.ServiceBus.Rows;

/// <summary>Reads stored messages; from any thread.</summary>
interface IBusStore
{
    /// <summary>All messages, and the last number, as they were when the store was last closed, or killed.</summary>
    RecoveredBus Recover();

    MessageRow? Find(long sequence);

    /// <summary>Messages of an entity after a number, in order of their numbers.</summary>
    IReadOnlyList<MessageRow> Page(string entity, long after, int top);
}
