using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>Creates an instance for a client.</summary>
/// <inheritdoc cref="InstanceCreation"/>
sealed class StartCommit(InstanceRunner runner, Instance instance, Func<OrchestrationRuntimeStatus, bool> mayReplace) : ClientCommit<string>
{
    readonly InstanceCreation creation = new(runner, instance, mayReplace);

    public override void Apply(IDurableTransaction transaction) => creation.Apply(transaction);

    protected override string Report()
    {
        if (creation.InTheWay is { } inTheWay)
            throw new OrchestrationAlreadyExistsException(inTheWay.Id, inTheWay.Status);
        creation.Deliver();
        return instance.Record.Id;
    }
}
