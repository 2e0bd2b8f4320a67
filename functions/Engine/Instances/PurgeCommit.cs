using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>Removes ended instances with their histories. Running ones are left alone.</summary>
sealed class PurgeCommit(IReadOnlyList<string> ids) : ClientCommit<int>
{
    int purged;

    public override void Apply(IDurableTransaction transaction)
    {
        purged = 0;
        foreach (var id in ids)
        {
            if (transaction.Find(id) is not { IsTerminal: true } ended)
                continue;
            transaction.Delete(ended.Key);
            purged++;
        }
    }

    protected override int Report() => purged;
}
