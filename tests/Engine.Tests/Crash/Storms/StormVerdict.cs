using System.Text.Json;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;

namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>Holds what a storm left against what an undisturbed run makes of the same plan.</summary>
sealed class StormVerdict
{
    readonly Storm storm;
    readonly StormPlan plan;
    readonly StormWorld world;
    readonly List<string> wrong;
    readonly Dictionary<string, InstanceRecord> left;

    StormVerdict(Storm storm)
    {
        this.storm = storm;
        (plan, world) = (storm.Plan, storm.World);
        wrong = [.. world.Complaints];
        left = storm.Disk.Query(new InstanceFilter(), null, int.MaxValue).Rows.ToDictionary(record => record.Id, StringComparer.Ordinal);
    }

    /// <summary>Everything that is not as it must be; empty when all is well.</summary>
    public static IReadOnlyList<string> On(Storm storm)
    {
        var verdict = new StormVerdict(storm);
        verdict.JudgeResults();
        verdict.JudgeLeftovers();
        verdict.JudgeMessages();
        verdict.JudgeEffects();
        foreach (var record in verdict.left.Values)
            verdict.JudgeHistory(record);
        return verdict.wrong;
    }

    /// <summary>What a storm that got stuck was still at, for people.</summary>
    public static IEnumerable<string> Unfinished(Storm storm) => storm.Disk.Recover().Instances
        .Select(record => $"{record.Id} is {record.Status}:\n  {string.Join("\n  ", storm.Disk.ReadHistory(record.Key))}");

    void JudgeResults()
    {
        var programs = plan.Programs.ToList();
        foreach (var program in programs.Where(program => program.Id is not null))
            Expect(program.Id!, program.Result);
        var nameless = left.Values.Where(record => record.Name == StormTasks.Program && programs.All(program => program.Id != record.Id)).ToList();
        var results = nameless.ConvertAll(record => record.Output!);
        Same(
            "results of children with ids of the engine's choice",
            programs.Where(program => program.Id is null).Select(program => JsonSerializer.Serialize(program.Result)),
            results);
        var ticks = programs.SelectMany(program => program.Ticks).Order(StringComparer.Ordinal);
        if (left.TryGetValue(StormPlan.LogId, out var log))
            Same("ticks in the log", ticks, JsonSerializer.Deserialize<List<string>>(log.Output ?? "[]")!.Order(StringComparer.Ordinal));
        foreach (var (session, count) in plan.Sessions)
            Expect(StormPlan.CollectorId(session), Enumerable.Range(1, count));
        if (plan.HasSecondLife)
            Expect(StormClient.ReusedId, new[] { StormClient.SecondLife });
        if (plan.HasForever)
        {
            Expect(StormClient.ForeverId, "enough", OrchestrationRuntimeStatus.Terminated);
            Expect($"{StormClient.ForeverId}x", "enough", OrchestrationRuntimeStatus.Terminated);
        }

        // Each that there must be, and none besides: nothing was started a second time under another id.
        var broken = programs.SelectMany(program => program.Steps).Count(step => step.Kind == StepKind.Broken);
        var expected = 1 + programs.Count + broken + plan.Sessions.Count + (plan.HasForever ? 2 : 0) + (plan.HasSecondLife ? 1 : 0);
        if (left.Count != expected)
            wrong.Add($"{left.Count} instances instead of {expected}: {string.Join(", ", left.Keys)}");
    }

    void Expect(string id, object output, OrchestrationRuntimeStatus status = OrchestrationRuntimeStatus.Completed)
    {
        var json = JsonSerializer.Serialize(output);
        if (!left.TryGetValue(id, out var record))
            wrong.Add($"{id} is not there");
        else if (record.Status != status || record.Output != json)
            wrong.Add($"{id} is {record.Status} with {record.Output ?? record.Failure?.ErrorMessage}, not {status} with {json}");
    }

    void JudgeLeftovers()
    {
        var state = storm.Disk.Recover();
        if (state.Instances.Count + state.Timers.Count + state.Messages.Count > 0)
            wrong.Add($"left over: {state.Instances.Count} instances, {state.Timers.Count} timers, {state.Messages.Count} messages");
    }

    void JudgeMessages()
    {
        var dead = storm.Disk.Bus.Recover().Messages;
        Same("messages that are left", plan.Poisoned.Select(_ => "poison/$deadletterqueue"), dead.Select(message => message.Entity));
        foreach (var program in plan.StartedByMessage)
            Handled($"start {program.Key}", 1);
        foreach (var (session, count) in plan.Sessions)
            for (var i = 0; i <= count; i++)
                Handled($"session {session} {i}", i % 3 == 2 ? 2 : 1);
        foreach (var news in plan.News)
        {
            Handled($"news first {news}", 1);
            Handled($"news second {news}", 1);
        }

        foreach (var text in plan.Relayed)
        {
            Handled($"relay {text}", 1);

            // However often the relay ran, it sent once.
            var arrived = world.Effects.Keys.Where(key => key.StartsWith($"relayed {text} ", StringComparison.Ordinal)).ToList();
            if (arrived.Count != 1)
                wrong.Add($"{text} was relayed {arrived.Count} times: {string.Join(", ", arrived)}");
        }

        foreach (var text in plan.Poisoned)
            if (world.Effects.GetValueOrDefault($"poison {text}") > StormFunctions.PoisonDeliveries)
                wrong.Add($"poison {text} was delivered {world.Effects[$"poison {text}"]} times");
    }

    // A message is handled again only when its handling was cut short, or failed, or could not be recorded.
    void Handled(string what, int undisturbed)
    {
        var times = world.Effects.GetValueOrDefault(what);
        if (times < 1 || times > undisturbed + storm.Deaths + storm.Refusals)
            wrong.Add($"{what} was handled {times} times in {storm.Deaths + 1} lives");
    }

    void JudgeEffects()
    {
        foreach (var step in plan.Programs.SelectMany(program => program.Steps))
        {
            switch (step.Kind)
            {
                case StepKind.Chain or StepKind.Fan:
                    for (var i = 0; i < step.Number; i++)
                        Done($"{step.Key}/{i}", 1, 1);
                    break;
                case StepKind.Flaky:
                    Done(step.Key, 1 + (step.Number % 4), 1 + (step.Number % 4));
                    break;
                case StepKind.Hopeless:
                    Done(step.Key, StormStep.HopelessAttempts, StormStep.HopelessAttempts);
                    break;
                case StepKind.Broken:
                    Done(step.Key, 1, 1);
                    break;
            }
        }
    }

    // Each death costs at most one more run of an activity, and so does a result that was not taken.
    void Done(string key, int least, int undisturbed)
    {
        var times = world.Effects.GetValueOrDefault(key);
        if (times < least || times > undisturbed + storm.Deaths + storm.Refusals)
            wrong.Add($"activity {key} ran {times} times in {storm.Deaths + 1} lives");
    }

    // Whatever an orchestrator asked for has one answer at most, and whatever arrived has arrived once.
    void JudgeHistory(InstanceRecord record)
    {
        var history = storm.Disk.ReadHistory(record.Key);
        if (history is not [ExecutionStarted, ..] || history[^1] is not ExecutionCompleted || history.OfType<ExecutionCompleted>().Count() != 1)
            wrong.Add($"the history of {record.Id} does not go from its start to one end");
        Once("asked for", history.Select(Asked));
        Once("answered", history.Select(Answered));
        foreach (var answer in history.Select(Answered).OfType<string>().Except(history.Select(Asked).OfType<string>()))
            wrong.Add($"{record.Id}: {answer} was answered and never asked for");

        void Once(string what, IEnumerable<string?> things)
        {
            foreach (var twice in things.OfType<string>().CountBy(thing => thing).Where(thing => thing.Value > 1))
                wrong.Add($"{record.Id}: {twice.Key} was {what} {twice.Value} times");
        }
    }

    static string? Asked(HistoryEvent happened) => happened switch
    {
        TaskScheduled task => $"activity {task.EventId}",
        SubOrchestrationCreated child => $"child {child.EventId}",
        TimerCreated timer => $"timer {timer.EventId}",
        _ => null,
    };

    static string? Answered(HistoryEvent happened) => happened switch
    {
        TaskCompleted task => $"activity {task.TaskId}",
        TaskFailed task => $"activity {task.TaskId}",
        SubOrchestrationCompleted child => $"child {child.TaskId}",
        SubOrchestrationFailed child => $"child {child.TaskId}",
        TimerFired timer => $"timer {timer.TimerId}",
        _ => null,
    };

    void Same(string what, IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (should, does) = (string.Join(' ', expected.Order(StringComparer.Ordinal)), string.Join(' ', actual.Order(StringComparer.Ordinal)));
        if (should != does)
            wrong.Add($"{what}: [{does}] instead of [{should}]");
    }
}
