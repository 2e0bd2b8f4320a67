using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Functions;

/// <summary>Invokes functions. Each invocation has a number, an instance of its own, and the services of its own scope.</summary>
sealed class FunctionInvoker(HostStopping stopping, TimeProvider time, ILogger<FunctionInvoker> logger)
{
    long invocations;

    /// <summary>Calls a function that is not a durable task, and repeats it as its retry attribute says.</summary>
    /// <param name="function">What to call.</param>
    /// <param name="services">The invocation's scope.</param>
    /// <param name="trigger">What its trigger brings.</param>
    /// <param name="input">Its body or message, or null.</param>
    /// <param name="cancellation">Handed to the function.</param>
    public async Task<object?> InvokeAsync(
        FunctionDescriptor function, IServiceProvider services, object? trigger, object? input, CancellationToken cancellation)
    {
        if (function.Retry is not { } rule)
            return await Run(function, services, trigger, input, cancellation);
        for (var retries = 0; ; retries++)
        {
            try
            {
                var attempt = new InvocationRetry(retries, rule.MaxRetryCount);
                return await Run(function, services, trigger, input, cancellation, attempt);
            }
            catch (Exception failure) when (rule.Allows(retries) && !cancellation.IsCancellationRequested)
            {
                var delay = rule.DelayAfter(retries);
                logger.LogWarning(failure, "Function {Function} failed; retry {Retry} in {Delay}", function.Name, retries, delay);
                await Task.Delay(delay, time, cancellation);
            }
        }
    }

    /// <summary>
    /// Calls a durable task's function: no retry, no scope of its own, and no await unless its instance must be disposed of.
    /// </summary>
    public Task<object?> RunTask(FunctionDescriptor function, IServiceProvider services, object context, object? input)
        => Run(function, services, context, input, stopping.Drained);

    Task<object?> Run(
        FunctionDescriptor function,
        IServiceProvider services,
        object? trigger,
        object? input,
        CancellationToken cancellation,
        InvocationRetry? retry = null)
    {
        var number = Interlocked.Increment(ref invocations);
        var invocation = new FunctionInvocation(function, number, services, trigger, input, cancellation, retry);
        object? instance;
        try
        {
            instance = function.Body.CreateInstance(services);
        }
        catch (Exception failure)
        {
            return Task.FromException<object?>(failure);
        }
        var running = function.Body.Call(instance, invocation);
        return instance is IDisposable or IAsyncDisposable ? DisposeAfter(running, instance) : running;
    }

    static async Task<object?> DisposeAfter(Task<object?> running, object instance)
    {
        try
        {
            return await running;
        }
        finally
        {
            if (instance is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                ((IDisposable)instance).Dispose();
        }
    }
}
