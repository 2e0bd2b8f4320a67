using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Orchestrations.App.Orchestrations;
using Orchestrations.App.Orders;
using Orchestrations.App.ProofPacks;

namespace Orchestrations.App.CapitalIncrease;

/// <summary>
/// A capital increase, phase by phase: wait until it may begin, wait until the conditions hold, ask a person, remind, and bring
/// the capital in only on a yes, after the conditions were checked once more. No answer is a no, and a no ends the increase.
/// </summary>
public static class CapitalOrchestrator
{
    static readonly TimeSpan checkEvery = TimeSpan.FromDays(1);

    /// <summary>The event that a phase waits for.</summary>
    /// <param name="phase">From 1.</param>
    public static string EventOf(int phase) => "answer-" + phase.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Input <see cref="CapitalInput"/>, output <see cref="CapitalResult"/>.</summary>
    [Function(nameof(CapitalOrchestrator))]
    public static async Task<CapitalResult> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<CapitalInput>() ?? throw new InvalidOperationException(
            "A capital increase needs a CapitalInput.");
        if (input.Prove)
            await context.CallActivityAsync<CapitalInput>(nameof(CapitalActivities.BeginCapital), input, OrderRetries.Query);
        var result = await BringAsync(context, input);
        if (input.Prove)
            await OperationProof.MakeAsync(context, new OperationPackInput(context.InstanceId, CapitalActivities.RequestKeyOf(input))
            {
                Subjects = [input.Name],
                Postings = [.. input.Phases.Index().SelectMany(p => CapitalActivities.PostingsOf(input.Name, p.Index + 1))],
            });
        return result;
    }

    static async Task<CapitalResult> BringAsync(TaskOrchestrationContext context, CapitalInput input)
    {
        var brought = 0m;
        foreach (var (index, phase) in input.Phases.Index())
        {
            if (phase.NotBefore is { } begin && begin.UtcDateTime > context.CurrentUtcDateTime)
                await context.CreateTimer(begin.UtcDateTime, CancellationToken.None);
            var state = new CapitalState(input.Name, index + 1, phase.Amount, "Deferred", [], null, 0, null, null);
            state = await PhaseAsync(context, input, state);
            await RecordAsync(context, input, state);
            if (state.Stage != "Done")
                return new CapitalResult(state.Stage, brought);
            brought += phase.Amount;
        }
        return new CapitalResult("Done", brought);
    }

    static async Task<CapitalState> PhaseAsync(TaskOrchestrationContext context, CapitalInput input, CapitalState state)
    {
        await HoldAsync(context, input, state);
        var deadline = context.CurrentUtcDateTime + input.Deadline;
        var waiting = state with { Stage = "Waiting", Deadline = Utc(deadline) };
        if (await AnswerAsync(context, input, waiting, deadline) is not { } answer)
            return state with { Stage = "Expired", Reason = "Nobody answered in time." };
        var answered = state with { By = answer.By, Reason = answer.Reason };
        if (!answer.Approved)
            return answered with { Stage = "Declined" };
        // A yes is given to what was shown; what changed since is checked again.
        await HoldAsync(context, input, answered);
        await context.CallActivityAsync<CapitalStep>(
            nameof(CapitalActivities.BringCapital), StepOf(context, input, answered), OrderRetries.Query);
        return answered with { Stage = "Done" };
    }

    static async Task HoldAsync(TaskOrchestrationContext context, CapitalInput input, CapitalState state)
    {
        while (true)
        {
            var conditions = await context.CallActivityAsync<CapitalChecked>(
                nameof(CapitalActivities.CheckCapital), StepOf(context, input, state), OrderRetries.Query);
            if (conditions.Hold)
                return;
            await RecordAsync(context, input, state with { Stage = "Deferred", Missed = conditions.Missed });
            await context.CreateTimer(checkEvery, CancellationToken.None);
        }
    }

    static async Task<CapitalAnswer?> AnswerAsync(
        TaskOrchestrationContext context, CapitalInput input, CapitalState waiting, DateTime deadline)
    {
        using var given = new CancellationTokenSource();
        var answer = context.WaitForExternalEvent<CapitalAnswer>(EventOf(waiting.Phase), given.Token);
        WaitingFor.Event(context, EventOf(waiting.Phase), deadline, new CapitalAnswer(waiting.Phase, Approved: false, "", ""));
        while (true)
        {
            await RecordAsync(context, input, waiting);
            var next = context.CurrentUtcDateTime + input.Reminder;
            using var ended = new CancellationTokenSource();
            var timer = context.CreateTimer(next < deadline ? next : deadline, ended.Token);
            if (await Task.WhenAny(answer, timer) == answer)
            {
                ended.Cancel();
                WaitingFor.Nothing(context);
                return await answer;
            }
            if (context.CurrentUtcDateTime >= deadline)
            {
                given.Cancel();
                WaitingFor.Nothing(context);
                return null;
            }
            waiting = waiting with { Reminders = waiting.Reminders + 1 };
        }
    }

    static Task RecordAsync(TaskOrchestrationContext context, CapitalInput input, CapitalState state) =>
        context.CallActivityAsync<CapitalState>(
            nameof(CapitalActivities.RecordCapital), new CapitalRecord(input.Portfolio, state), OrderRetries.Query);

    static CapitalStep StepOf(TaskOrchestrationContext context, CapitalInput input, CapitalState state) =>
        new(input.Portfolio, input.Name, state.Phase, state.Amount, Utc(context.CurrentUtcDateTime));

    static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
