using Microsoft.DurableTask.Client;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// Sets a failed instance, and the failed sub-orchestrations below it, back to where they failed: all of them or none. False,
/// and nothing is written, when one of them is no longer as its plan found it.
/// </summary>
sealed class RewindCommit(InstanceRunner runner, IReadOnlyList<RewindPlan> plans) : ClientCommit<bool>
{
    readonly Outbox outbox = new(runner);
    bool stale;

    public override void Apply(IDurableTransaction transaction)
    {
        outbox.Clear();
        stale = plans.Any(plan => !IsAsPlanned(transaction, plan.Before));
        if (stale)
            return;
        foreach (var plan in plans)
        {
            var key = plan.After.Key;
            transaction.DeleteHistory(key);
            transaction.Update(plan.After);
            transaction.Append(key, new HistoryBatch(plan.Events, needsResume: true));
            foreach (var timer in plan.OpenTimers)
                transaction.AddTimer(key, timer.EventId, timer.FireAt);
        }

        foreach (var plan in plans)
            foreach (var childId in plan.OpenChildren)
                TakeUpAnswer(transaction, plan.After, childId);
    }

    protected override bool Report()
    {
        if (stale)
            return false;
        var instances = plans.Select(plan => new Instance(runner, plan.After, plan.Events)).ToList();
        foreach (var (instance, plan) in instances.Zip(plans))
        {
            runner.Directory.Add(instance);
            foreach (var timer in plan.OpenTimers)
                runner.Timers.Add(new DurableTimer(instance, plan.After.ExecutionId, timer.EventId, timer.FireAt));
        }

        outbox.Deliver();
        foreach (var instance in instances)
            instance.Post(new Message(null));
        return true;
    }

    static bool IsAsPlanned(IDurableTransaction transaction, InstanceRecord before) =>
        transaction.Find(before.Id) is { Status: OrchestrationRuntimeStatus.Failed } now
        && now.Key == before.Key && now.ExecutionId == before.ExecutionId;

    /// <summary>An answer that came while the parent had failed was dropped; the child still knows it.</summary>
    void TakeUpAnswer(IDurableTransaction transaction, InstanceRecord parent, string childId)
    {
        var child = transaction.Find(childId);
        if (child is { IsTerminal: true, Parent: { } link } && link.InstanceId == parent.Id)
            outbox.Answer(transaction, link, new ExecutionCompleted(parent.UpdatedAt, child.Status, child.Output, child.Failure));
    }
}
