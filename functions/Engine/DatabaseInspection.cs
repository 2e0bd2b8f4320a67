namespace Orchestrations.Engine;

/// <summary>How an engine's database stands.</summary>
/// <param name="Schema">The version of its tables.</param>
/// <param name="Instances">All instances it holds.</param>
/// <param name="Unfinished">Those that have not ended.</param>
public sealed record DatabaseInspection(long Schema, long Instances, long Unfinished);
