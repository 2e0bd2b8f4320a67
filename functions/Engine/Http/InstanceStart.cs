using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Instances;
using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Tracing;

namespace Orchestrations.Engine.Http;

/// <summary>Starts and restarts instances over HTTP, and waits for their end when asked to.</summary>
sealed class InstanceStart(
    DurableTaskClient client, TaskTable tasks, CheckStatus check, InstanceQueries queries, TimeProvider time)
{
    static readonly string[] Live =
    [
        nameof(OrchestrationRuntimeStatus.Pending),
        nameof(OrchestrationRuntimeStatus.Running),
        nameof(OrchestrationRuntimeStatus.Suspended),
    ];

    public async Task StartAsync(HttpContext context)
    {
        var name = (string)context.GetRouteValue("functionName")!;
        var id = InstanceIds.In(context);
        if (!tasks.OrchestratorNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, HostErrors.UnknownFunction, UnknownOrchestrator(name));
        if (id is not null)
        {
            InstanceIds.ThrowIfInvalid(id);
            await ThrowIfLive(id, context.RequestAborted);
        }
        var timeout = context.Request.Seconds("timeout");
        _ = context.Request.Seconds("pollingInterval");
        var input = await RequestJson.ReadAnyAsync(context.Request);
        var options = new StartOrchestrationOptions(id)
        {
            Version = context.Request.Text("version") is { } version ? new TaskVersion(version) : null,
            DedupeStatuses = Live,
        };
        IncomingTrace.Take(context.Request.Headers.TraceParent, context.Request.Headers.TraceState);
        await AnswerAsync(context, await Schedule(name, input, options, context.RequestAborted), timeout);
    }

    public async Task RestartAsync(HttpContext context)
    {
        var id = InstanceIds.In(context)!;
        var withNewId = context.Request.Flag("restartWithNewInstanceId") ?? true;
        var timeout = context.Request.Seconds("timeout");
        _ = context.Request.Seconds("pollingInterval");
        var instance = await client.GetInstanceAsync(id, context.RequestAborted)
            ?? throw new RequestRefusedException(
                StatusCodes.Status400BadRequest,
                HostErrors.UnknownInstance,
                "InstanceId does not match a valid orchestration instance.");
        if (!withNewId && !InstanceIds.HasEnded(instance.RuntimeStatus))
            throw Exists(id, instance.RuntimeStatus);
        await AnswerAsync(context, await Restart(id, withNewId, context.RequestAborted), timeout);
    }

    // Another start may come between the first look and the start itself; whatever the client then throws, the answer is 409.
    async Task<string> Schedule(string name, object? input, StartOrchestrationOptions options, CancellationToken cancellation)
    {
        try
        {
            return await client.ScheduleNewOrchestrationInstanceAsync(name, input, options, cancellation);
        }
        catch (OrchestrationAlreadyExistsException taken)
        {
            throw Exists(taken.InstanceId, taken.Status); // Perhaps it has ended by now, but the id was taken when it mattered.
        }
        catch (Exception failure) when (options.InstanceId is not null && failure is not OperationCanceledException)
        {
            await ThrowIfLive(options.InstanceId, cancellation);
            throw;
        }
    }

    async Task<string> Restart(string id, bool withNewId, CancellationToken cancellation)
    {
        try
        {
            return await client.RestartAsync(id, withNewId, cancellation);
        }
        catch (InvalidOperationException) when (!withNewId)
        {
            await ThrowIfLive(id, cancellation);
            throw;
        }
    }

    async Task AnswerAsync(HttpContext context, string id, TimeSpan? timeout)
    {
        if (timeout is not { } longest || await EndOf(id, longest, context.RequestAborted) is not { } ended)
            await check.WriteAsync(context, id);
        else if (ended.RuntimeStatus is OrchestrationRuntimeStatus.Completed)
            await queries.WriteOutputAsync(context, ended);
        else
            await queries.WriteStatusAsync(context, ended);
    }

    /// <summary>The instance when it ended in time, or null. The engine tells when, so no polling interval matters.</summary>
    async Task<OrchestrationMetadata?> EndOf(string id, TimeSpan longest, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    async Task ThrowIfLive(string id, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(id, cancellation) is { } existing && !InstanceIds.HasEnded(existing.RuntimeStatus))
            throw Exists(id, existing.RuntimeStatus);
    }

    static RequestRefusedException Exists(string id, OrchestrationRuntimeStatus status)
        => new(
            StatusCodes.Status409Conflict,
            HostErrors.InstanceExists,
            $"A non-terminal instance '{id}' already exists: it is {status}. "
            + "Wait for its end, terminate it, or choose another id.");

    string UnknownOrchestrator(string name)
        => $"There is no orchestrator function '{name}'. Known ones: "
            + $"{string.Join(", ", tasks.OrchestratorNames.Order(StringComparer.OrdinalIgnoreCase))}.";
}
