using System.Reflection;
using Xunit.Sdk;

namespace Orchestrations.Engine.Tests;

/// <summary>What an engine under test runs on.</summary>
public enum Head
{
    /// <summary>The wall clock over an SQLite file.</summary>
    File,

    /// <summary>Virtual time over memory.</summary>
    Virtual,
}

/// <summary>Runs a theory once over SQLite on the wall clock, and once in virtual time.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachHeadAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Head.File], [Head.Virtual]];
}
