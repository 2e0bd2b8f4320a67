using Orchestrations.TestKit;

namespace Orchestrations.Simulation.Tests;

/// <summary>A test on the folder of real market data; skipped, and shown as such, where a checkout has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (Repository.SharedData is null)
            Skip = "There is no folder of real market data beside this checkout.";
    }
}
