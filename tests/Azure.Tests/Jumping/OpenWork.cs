using DurableTask.Core;
using DurableTask.Core.History;

namespace Orchestrations.Azure.Tests.Jumping;

/// <summary>
/// What Microsoft's service has to do: messages that wait for an instance, turns and activities that run. When it is nothing, only
/// time can bring more. Invariants: work is counted before what brings it is taken off, so it is never nothing in between; what is
/// counted and what the service holds change together, under one lock.
/// </summary>
sealed class OpenWork
{
    readonly Lock gate = new();
    readonly Dictionary<string, int> waiting = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, string?> executions = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> ended = new(StringComparer.OrdinalIgnoreCase);
    readonly ManualResetEventSlim idle = new(true);
    int turns;
    int activities;

    /// <summary>Does something that gives the service messages, and counts those that it takes. Nothing is counted when it fails.</summary>
    public void Give(IEnumerable<TaskMessage> messages, Action give)
    {
        lock (gate)
        {
            give();
            foreach (var message in messages)
                Count(message);
            Look();
        }
    }

    /// <summary>A turn begins with the messages that waited for it.</summary>
    public void TurnBegins(TaskOrchestrationWorkItem turn)
    {
        lock (gate)
        {
            waiting[turn.InstanceId] -= turn.NewMessages.Count;
            turns++;
        }
    }

    /// <summary>A turn's outcome is stored: activities begin, and instances end. Called while messages are given.</summary>
    public void TurnIsStored(OrchestrationRuntimeState state, int begun)
    {
        var instance = state.OrchestrationInstance!;
        lock (gate)
        {
            activities += begun;
            executions[instance.InstanceId] = instance.ExecutionId;
            if (state.OrchestrationStatus is OrchestrationStatus.Running or OrchestrationStatus.Suspended)
                ended.Remove(instance.InstanceId);
            else
                ended.Add(instance.InstanceId);
        }
    }

    public void TurnEnds()
    {
        lock (gate)
        {
            turns--;
            Look();
        }
    }

    public void ActivityEnds()
    {
        lock (gate)
        {
            activities--;
            Look();
        }
    }

    /// <summary>Has an instance ended?</summary>
    public bool HasEnded(string instance)
    {
        lock (gate)
            return ended.Contains(instance);
    }

    /// <summary>Waits, in real time, until there is nothing to do; false when there still is.</summary>
    public bool WaitUntilIdle(TimeSpan longest) => idle.Wait(longest);

    /// <summary>What there is to do, for people.</summary>
    public override string ToString()
    {
        lock (gate)
            return FormattableString.Invariant($"{turns} turns, {activities} activities, messages for ")
                + string.Join(", ", waiting.Where(one => one.Value > 0).Select(one => one.Key));
    }

    // As the service does: what has ended takes nothing but a new start, and what was sent to an earlier run is dropped.
    void Count(TaskMessage message)
    {
        var (instance, execution) = (message.OrchestrationInstance.InstanceId, message.OrchestrationInstance.ExecutionId);
        if (message.Event is ExecutionStartedEvent)
        {
            ended.Remove(instance);
            executions[instance] = execution;
        }
        else if (ended.Contains(instance) || (execution is not null
            && executions.GetValueOrDefault(instance) is { } current && current != execution))
            return;
        executions.TryAdd(instance, execution);
        waiting[instance] = waiting.GetValueOrDefault(instance) + 1;
    }

    void Look()
    {
        if (turns == 0 && activities == 0 && waiting.Values.All(count => count == 0))
            idle.Set();
        else
            idle.Reset();
    }
}
