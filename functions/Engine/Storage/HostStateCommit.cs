using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Storage;

/// <summary>Writes one fact of the host.</summary>
sealed class HostStateCommit(string name, string value) : ClientCommit<bool>
{
    public override void Apply(IDurableTransaction transaction) => transaction.SetHostState(name, value);

    protected override bool Report() => true;
}
