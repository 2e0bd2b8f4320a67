using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>Puts a message from outside into an instance's mailbox, durably. False when there is no such running instance.</summary>
sealed class PostCommit(InstanceRunner runner, string instanceId, HistoryEvent happened) : ClientCommit<bool>
{
    readonly long messageId = runner.NextMessageId();
    bool delivered;

    public override void Apply(IDurableTransaction transaction)
    {
        delivered = transaction.Find(instanceId) is { IsTerminal: false } target && Add(transaction, target);
    }

    protected override bool Report()
    {
        if (delivered)
            runner.Directory.Find(instanceId)?.Post(new Message(happened, messageId));
        return delivered;
    }

    bool Add(IDurableTransaction transaction, InstanceRecord target)
    {
        transaction.AddMessage(messageId, target.Key, happened);
        return true;
    }
}
