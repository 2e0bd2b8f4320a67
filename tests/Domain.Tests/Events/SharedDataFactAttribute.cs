using Orchestrations.TestKit;

namespace Orchestrations.Domain.Tests.Events;

/// <summary>A test on published samples, which lie beside the repository; skipped, and said so, where they do not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (Repository.SharedData is null)
            Skip = "There is no folder of samples beside this repository.";
    }
}
