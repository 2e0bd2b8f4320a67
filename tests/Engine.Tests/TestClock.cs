namespace Orchestrations.Engine.Tests;

/// <summary>The one place where tests name the wall clock.</summary>
static class TestClock
{
#pragma warning disable RS0030 // Tests of the wall-clock engine need the wall clock.
    public static TimeProvider Wall => TimeProvider.System;
#pragma warning restore RS0030

    /// <summary>How long a test waits in real time before it is taken to hang.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);
}
