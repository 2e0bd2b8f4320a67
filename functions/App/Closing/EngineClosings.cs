using Microsoft.DurableTask;

namespace Orchestrations.App.Closing;

/// <summary>Closes engines from within an orchestration, one after the other.</summary>
static class EngineClosings
{
    public static async Task<IReadOnlyList<EngineClosed>> RunAsync(
        TaskOrchestrationContext context, IReadOnlyList<EngineCloser> closers, string portfolio, string run, string reason)
    {
        var closed = new List<EngineClosed>();
        foreach (var closer in closers)
            try
            {
                closed.Add(await context.CallSubOrchestratorAsync<EngineClosed>(
                    closer.Orchestrator, new CloseEngineInput(portfolio, closer.Engine, run, reason),
                    new SubOrchestrationOptions(instanceId: $"{run}-{closer.Engine}")));
            }
            catch (TaskFailedException)
            {
                // The others are closed all the same; what is left of this one is closed at the next look.
                closed.Add(new EngineClosed(closer.Engine, [], ClosingCodes.Failed));
            }
        return closed;
    }

    /// <summary>What the closings of a run are recorded under in the audit log.</summary>
    public static IEnumerable<string> SubjectsOf(string run, IEnumerable<EngineClosed> closed) => closed.SelectMany(engine =>
        engine.Lines.Select(line => $"{run}-{engine.Engine}-{line.Symbol}").Prepend($"{run}-{engine.Engine}"));
}
