namespace Orchestrations.Domain.Tests;

/// <summary>A test on the published vectors; skipped, and shown as such, where a checkout has none beside it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProofVectorsFactAttribute : FactAttribute
{
    public ProofVectorsFactAttribute()
    {
        if (!ProofVectors.Exist)
            Skip = "There is no folder of proof vectors beside this checkout.";
    }
}
