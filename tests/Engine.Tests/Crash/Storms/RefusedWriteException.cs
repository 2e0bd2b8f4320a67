namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>A write that a storm's disk refuses for good, as it would one that breaks a rule of the database.</summary>
sealed class RefusedWriteException() : Exception("The storm's disk refuses this write.");
