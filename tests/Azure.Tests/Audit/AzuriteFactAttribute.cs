namespace Orchestrations.Azure.Tests.Audit;

/// <summary>A test that needs azurite from npm; without it, it is skipped and says so.</summary>
public sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute()
    {
        if (!File.Exists(Azurite.Program))
            Skip = "Azurite is not installed: run `npm ci --ignore-scripts` in tests/Azure.Tests.";
    }
}
