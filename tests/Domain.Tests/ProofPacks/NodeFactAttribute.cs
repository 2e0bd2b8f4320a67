namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>A test that runs JavaScript; skipped, and shown as such, where Node 20 or later is missing (tests/run.sh installs it).</summary>
[AttributeUsage(AttributeTargets.Method)]
public class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!SecondVerifier.CanRun)
            Skip = "There is no Node of version 20 or later on this machine.";
    }
}
