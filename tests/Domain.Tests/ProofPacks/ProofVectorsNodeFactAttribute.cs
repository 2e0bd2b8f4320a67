namespace Orchestrations.Domain.Tests.ProofPacks;

/// <summary>A test that runs JavaScript on the published vectors.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProofVectorsNodeFactAttribute : NodeFactAttribute
{
    public ProofVectorsNodeFactAttribute()
    {
        if (!ProofVectors.Exist)
            Skip = "There is no folder of proof vectors beside this checkout.";
    }
}
