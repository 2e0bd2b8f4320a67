namespace Orchestrations.App.Closing;

/// <summary>Who closes an engine's positions.</summary>
/// <param name="Engine">The engine's code.</param>
/// <param name="Orchestrator">The orchestration that does: input <see cref="CloseEngineInput"/>, output
/// <see cref="EngineClosed"/>.</param>
public sealed record EngineCloser(string Engine, string Orchestrator);
