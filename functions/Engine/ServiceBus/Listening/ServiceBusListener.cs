using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.ServiceBus.Queues;
using Orchestrations.Engine.Work;

namespace Orchestrations.Engine.ServiceBus.Listening;

/// <summary>
/// Runs one function on the messages of one queue. Invariants: never more calls at a time than its limit; a message is
/// completed, with what the function returned, only after the function succeeded; a function that fails gives it back.
/// </summary>
/// <remarks>Plain awaits only: under virtual time all of it stays on the loop's thread, in the order of the queue.</remarks>
sealed class ServiceBusListener(
    FunctionDescriptor function,
    MessageQueue queue,
    ListenerLimits limits,
    FunctionInvoker invoker,
    OutputMessages outputs,
    IServiceScopeFactory scopes,
    IWorkQueue work,
    ILogger logger) : IReceiver
{
    readonly Lock gate = new();
    readonly CancellationTokenSource stopping = new();
    readonly TaskCompletionSource drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int running;
    int wakes;
    bool stopped;

    public string Queue => queue.Name;

    public FunctionDescriptor Function => function;

    /// <summary>Calls under way.</summary>
    public int Running
    {
        get
        {
            lock (gate)
                return running;
        }
    }

    public void Start()
    {
        queue.Attach(this);
        Wake();
    }

    /// <summary>Takes no more, tells running functions to stop, and waits until they have.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            stopped = true;
            if (running == 0)
                drained.TrySetResult();
        }

        // Not CancelAsync: in virtual time the clock would not wait for another thread to tell the functions.
        stopping.Cancel();
        await drained.Task.WaitAsync(cancellation);
    }

    public void Wake()
    {
        Interlocked.Increment(ref wakes);
        TakeMore();
    }

    public void Receive(Delivery delivery) => work.Post(new Call(this, delivery));

    public void Miss() => Free();

    void TakeMore()
    {
        while (true)
        {
            var seen = Volatile.Read(ref wakes);
            lock (gate)
            {
                if (stopped || running >= limits.Calls)
                    return;
                running++;
            }

            if (queue.Take(limits.Batch, limits.LockFor, this))
                continue;
            Free();

            // Somebody who came while a call was counted that there was nothing for has gone again.
            if (Volatile.Read(ref wakes) == seen)
                return;
        }
    }

    void Free()
    {
        lock (gate)
        {
            running--;
            if (stopped && running == 0)
                drained.TrySetResult();
        }
    }

    // Nobody awaits this, so nothing may escape from it.
    async Task RunAsync(Delivery delivery)
    {
        try
        {
            await HandleAsync(delivery);
        }
        catch (Exception failure)
        {
            // The engine takes no more writes: the message is where it was, and the next start delivers it again.
            logger.LogError(failure, "What became of message {Sequence} of {Queue} could not be stored", delivery.Messages[0].Sequence, queue.Name);
        }
        finally
        {
            Free();
            TakeMore();
        }
    }

    async Task HandleAsync(Delivery delivery)
    {
        IReadOnlyList<Sending> results;
        try
        {
            var received = new ReceivedMessages([.. queue.Read(delivery).Select((row, at) => new ReceivedMessage(
                row, delivery.Messages[at].Deliveries, delivery.LockedUntil, $"{queue.Name}:{delivery.Number}"))], limits.IsBatched);
            await using var scope = scopes.CreateAsyncScope();
            var result = await invoker.InvokeAsync(function, scope.ServiceProvider, received, null, stopping.Token);
            results = outputs.Prepare(function, result, delivery.Messages[0].Sequence);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await queue.ReleaseAsync(delivery);
            return;
        }
        catch (Exception failure)
        {
            logger.LogError(
                failure, "Function {Function} failed on message {Sequence} of {Queue}", function.Name, delivery.Messages[0].Sequence, queue.Name);
            queue.Abandon(delivery, $"{failure.GetType().Name}: {failure.Message}");
            return;
        }

        if (!limits.AutoComplete)
            await outputs.SendAsync(results);
        else if (!await queue.CompleteAsync(delivery, results))
            logger.LogWarning(
                "Function {Function} ended after its lock on message {Sequence} of {Queue} had run out, so the message is delivered again. ({Code})",
                function.Name, delivery.Messages[0].Sequence, queue.Name, BusErrors.LockLost);
    }

    sealed class Call(ServiceBusListener listener, Delivery delivery) : IThreadPoolWorkItem
    {
        public void Execute() => _ = listener.RunAsync(delivery);
    }
}

/// <summary>How much a listener takes.</summary>
/// <param name="Calls">Calls at a time; for sessions, sessions at a time.</param>
/// <param name="Batch">Messages of one call.</param>
/// <param name="IsBatched">Whether the function takes arrays.</param>
/// <param name="LockFor">How long a call may hold its messages.</param>
/// <param name="AutoComplete">Whether success completes them.</param>
sealed record ListenerLimits(int Calls, int Batch, bool IsBatched, TimeSpan LockFor, bool AutoComplete);
