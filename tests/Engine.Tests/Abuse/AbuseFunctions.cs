using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tests.Abuse;

/// <summary>The app that is abused: honest functions that do what they are asked to.</summary>
static class AbuseFunctions
{
    [Function("Sum")]
    public static async Task<int> Sum([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var sum = 0;
        for (var i = 1; i <= count; i++)
            sum += await context.CallActivityAsync<int>("Number", i);
        return sum;
    }

    [Function("Echo")]
    public static string Echo([OrchestrationTrigger] TaskOrchestrationContext context, string input) => input;

    [Function("Wait")]
    public static Task<string> Wait([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("go");

    /// <summary>Adds up so many events.</summary>
    [Function("Collect")]
    public static async Task<int> Collect([OrchestrationTrigger] TaskOrchestrationContext context, int count)
    {
        var sum = 0;
        for (var i = 0; i < count; i++)
            sum += await context.WaitForExternalEvent<int>("add");
        return sum;
    }

    /// <summary>Counts the leaves of a tree of sub-orchestrations.</summary>
    [Function("Tree")]
    public static async Task<int> Tree([OrchestrationTrigger] TaskOrchestrationContext context, int[] widths)
    {
        if (widths is not [var width, .. var rest])
            return 1;
        var children = Enumerable.Range(0, width).Select(_ => context.CallSubOrchestratorAsync<int>("Tree", rest));
        return (await Task.WhenAll(children)).Sum();
    }

    /// <summary>A chain of sub-orchestrations whose last one waits for ever.</summary>
    [Function("Stack")]
    public static async Task<string> Stack([OrchestrationTrigger] TaskOrchestrationContext context, int depth) => depth > 0
        ? await context.CallSubOrchestratorAsync<string>("Stack", depth - 1)
        : await context.WaitForExternalEvent<string>("never");

    /// <summary>Asks an activity for more than a payload may hold.</summary>
    [Function("Greedy")]
    public static Task<string> Greedy([OrchestrationTrigger] TaskOrchestrationContext context, int characters) =>
        context.CallActivityAsync<string>("Text", characters);

    [Function("Number")]
    public static int Number([ActivityTrigger] int input) => input;

    [Function("Text")]
    public static string Text([ActivityTrigger] int characters) => new('x', characters);
}
