using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Entities;

/// <summary>Puts a signal from outside into an entity's mailbox, durably.</summary>
sealed class SignalCommit(InstanceRunner runner, string entityId, EntityMessage.Signal signal, DateTime? due) : ClientCommit<bool>
{
    readonly EntityOutbox outbox = new(runner);

    public override void Apply(IDurableTransaction transaction)
    {
        outbox.Clear();
        outbox.Send(transaction, entityId, signal, due);
    }

    protected override bool Report()
    {
        outbox.Deliver();
        return true;
    }
}
