using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>Puts a message from outside into an instance's mailbox, durably. False when there is no such running instance.</summary>
sealed class PostCommit(InstanceRunner runner, string instanceId, HistoryEvent happened) : ClientCommit<bool>
{
    readonly Outbox outbox = new(runner);
    bool delivered;

    public override void Apply(IDurableTransaction transaction)
    {
        outbox.Clear();
        delivered = outbox.Send(transaction, transaction.Find(instanceId), happened);
    }

    protected override bool Report()
    {
        outbox.Deliver();
        return delivered;
    }
}
