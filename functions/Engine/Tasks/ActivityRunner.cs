using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Execution;
using Orchestrations.Engine.History;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Tracing;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.Tasks;

/// <summary>Runs activities, each at least once, and no more of them at a time than the host allows.</summary>
sealed class ActivityRunner(
    TaskTable tasks, IServiceProvider services, DataConverter converter, TimeProvider time, IWorkQueue work, int mostAtOnce, ILogger logger)
{
    readonly Lock gate = new();
    readonly Queue<Activity> waiting = new();
    readonly TaskTable tasks = tasks;
    readonly IServiceScopeFactory scopes = services.GetRequiredService<IServiceScopeFactory>();
    readonly DataConverter converter = converter;
    readonly TimeProvider time = time;
    readonly ILogger logger = logger;
    int running;
    long finished;
    bool draining;

    /// <summary>How many activities have ended since the start.</summary>
    public long Finished => Volatile.Read(ref finished);

    /// <summary>How many are running, and how many wait for a free slot.</summary>
    public (int Running, int Waiting) Load
    {
        get
        {
            lock (gate)
                return (running, waiting.Count);
        }
    }

    public void Start(Instance instance, TaskScheduled request)
    {
        var activity = new Activity(this, instance, request);
        lock (gate)
        {
            if (draining)
                return; // It is recorded as open: the next start of the host runs it.
            if (running >= mostAtOnce)
            {
                waiting.Enqueue(activity);
                return;
            }

            running++;
        }

        work.Post(activity);
    }

    /// <summary>Starts no more activities. Those that run may end.</summary>
    public void Drain()
    {
        lock (gate)
        {
            draining = true;
            waiting.Clear();
        }
    }

    void Ended()
    {
        Activity? next;
        lock (gate)
        {
            if (!waiting.TryDequeue(out next))
                running--;
        }

        if (next is not null)
            work.Post(next);
    }

    sealed class Activity(ActivityRunner runner, Instance instance, TaskScheduled request) : IThreadPoolWorkItem
    {
        readonly string executionId = instance.Record.ExecutionId;

        public void Execute()
        {
            // Nobody waits for what an ended instance asked for and has not begun.
            if (instance.Record.IsTerminal)
                runner.Ended();
            else
                _ = RunAsync();
        }

        async Task RunAsync()
        {
            var span = instance.Trace?.StartActivity(request, runner.time.GetUtcNow().UtcDateTime);
            HistoryEvent outcome;
            string? error = null;
            try
            {
                var json = await InvokeAsync();
                outcome = new TaskCompleted(runner.time.GetUtcNow().UtcDateTime, request.EventId, json);
            }
            catch (Exception thrown)
            {
                outcome = new TaskFailed(runner.time.GetUtcNow().UtcDateTime, request.EventId, TaskFailureDetails.FromException(thrown));
                error = thrown.Message;
            }

            InstanceTrace.EndActivity(span, outcome.Timestamp, error);
            instance.Post(new Message(outcome, ExecutionId: executionId));
            Interlocked.Increment(ref runner.finished);
            runner.Ended();
        }

        async Task<string?> InvokeAsync()
        {
            var version = request.Version ?? instance.Record.Version;
            var factory = runner.tasks.FindActivity(request.Name, version) ?? throw TaskNotFoundException.Activity(request.Name, version);
            using var logged = runner.logger.BeginScope(new InstanceScope(instance.Record.Id, request.Name));
            await using var scope = runner.scopes.CreateAsyncScope();
            var activity = factory(scope.ServiceProvider);
            var input = request.Input is null ? null : runner.converter.Deserialize(request.Input, activity.InputType);
            var result = await activity.RunAsync(new Context(request.Name, instance.Record.Id, version), input);
            return PayloadLimit.Serialize(runner.converter, result, $"output of activity '{request.Name}'");
        }
    }

    sealed class Context(string name, string instanceId, string version) : TaskActivityContext
    {
        public override TaskName Name => name;

        public override string InstanceId => instanceId;

        public override string Version => version;
    }
}
