using System.Reflection;
using Xunit.Sdk;

namespace Orchestrations.Azure.Tests.Durable;

/// <summary>Here there is one head, Microsoft's, whose time jumps.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachHeadAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Head.Virtual]];
}

/// <summary>What a host under test runs on; the embedded engine's tests name both.</summary>
public enum Head
{
    /// <summary>The wall clock over a file: nothing here.</summary>
    File,

    /// <summary>A time that jumps, over memory.</summary>
    Virtual,
}
