using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;

namespace Orchestrations.Engine.Tests.Entities;

/// <summary>A number, and what goes wrong with numbers.</summary>
sealed class Counter : TaskEntity<int>
{
    public static readonly EntityInstanceId A = new("Counter", "a");
    public static readonly EntityInstanceId B = new("Counter", "b");

    public void Add(int amount) => State += amount;

    public int AddAndGet(int amount) => State += amount;

    public int Get() => State;

    public int Double(int times = 1) => State *= 1 << times;

    public async Task<int> AddSlowly(int amount, TaskEntityOperation operation)
    {
        await Task.Yield();
        Assert.True(operation.HasInput);
        return State += amount;
    }

    public async ValueTask<string> Describe(TaskEntityContext context)
    {
        await Task.Yield();
        return $"{context.Id} is {State}";
    }

    /// <summary>Writes its state, signals and starts, and then fails: nothing of it may remain.</summary>
    public void Spoil(int amount)
    {
        State += amount;
        Context.SignalEntity(B, nameof(Add), 1000);
        Context.ScheduleNewOrchestration("noop", options: new StartOrchestrationOptions("spoiled"));
        throw new InvalidOperationException("spoiled", new TimeoutException("too late"));
    }

    /// <summary>Passes a part on, and starts an orchestration that reports.</summary>
    public string PassOn(int amount)
    {
        State -= amount;
        Context.SignalEntity(B, nameof(Add), amount);
        return Context.ScheduleNewOrchestration("noop", amount, new StartOrchestrationOptions($"passed-{amount}"));
    }
}
