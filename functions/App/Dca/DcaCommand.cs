namespace Orchestrations.App.Dca;

/// <summary>A message in the queue <c>dca-commands</c>: run a plan now.</summary>
/// <param name="Plan">The plan's name.</param>
public sealed record DcaCommand(string Plan);
