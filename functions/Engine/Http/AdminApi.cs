using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.ServiceBus.Listening;
using Orchestrations.Engine.Timers;

namespace Orchestrations.Engine.Http;

/// <summary>The host's own addresses under /admin: what there is, and running a function by hand.</summary>
sealed class AdminApi(
    FunctionCatalog catalog,
    TimerListeners timers,
    FunctionInvoker invoker,
    OutputMessages outputs,
    IServiceScopeFactory scopes,
    HostStopping stopping,
    HostJson host,
    TimeProvider time,
    ILogger<AdminApi> logger)
{
    readonly long started = time.GetTimestamp();

    public void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").WithMetadata(new FunctionAccess(AuthorizationLevel.Admin));
        admin.MapGet("/host/status", Guarded(StatusAsync));
        admin.MapGet("/functions", Guarded(ListAsync));
        admin.MapPost("/functions/{name}", Guarded(RunAsync));
        admin.Map("/{**rest}", context => Problems.WriteAsync(
            context,
            StatusCodes.Status404NotFound,
            HostErrors.UnknownAddress,
            $"There is nothing at {context.Request.Method} {context.Request.Path}."));
    }

    static RequestDelegate Guarded(Func<HttpContext, Task> handler)
        => context => RequestGuard.RunAsync(context, "The request", HostErrors.RequestFailed, handler);

    Task StatusAsync(HttpContext context)
        => context.Response.WriteAsJsonAsync(
            new
            {
                id = host.HubName ?? "local",
                state = stopping.Token.IsCancellationRequested ? "Stopping" : "Running",
                version = typeof(AdminApi).Assembly.GetName().Version?.ToString(),
                processUptime = (long)time.GetElapsedTime(started).TotalMilliseconds,
                functions = catalog.Functions.Count,
            },
            context.RequestAborted);

    Task ListAsync(HttpContext context)
    {
        var root = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        var functions = catalog.Functions.Select(function => Describe(function, root));
        return context.Response.WriteAsJsonAsync(functions, context.RequestAborted);
    }

    object Describe(FunctionDescriptor function, string root)
    {
        var http = function.Attribute as HttpTriggerAttribute;
        return new
        {
            name = function.Name,
            language = "dotnet-isolated",
            entry_point = function.EntryPoint,
            trigger = function.Trigger.ToString(),
            methods = http?.Methods,
            auth_level = http?.AuthLevel.ToString(),
            schedule = (function.Attribute as TimerTriggerAttribute)?.Schedule,
            invoke_url_template = http is null ? null : $"{root}/{HttpRoute.PatternOf(function, host.RoutePrefix).RawText}",
            href = $"{root}/admin/functions/{function.Name}",
        };
    }

    async Task RunAsync(HttpContext context)
    {
        var name = (string)context.GetRouteValue("name")!;
        if (catalog.Find(name) is not { } function)
            throw new RequestRefusedException(
                StatusCodes.Status404NotFound,
                HostErrors.UnknownFunction,
                $"There is no function '{name}'. GET /admin/functions lists what there is.");
        var body = await RequestJson.ReadAnyAsync(context.Request);
        var input = body is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("input", out var value)
            ? value
            : (JsonElement?)null;
        switch (function.Trigger)
        {
            case TriggerKind.Timer:
                _ = timers.RunByHandAsync(function);
                break;
            case TriggerKind.ServiceBus:
                _ = RunMessageAsync(function, TextOf(input));
                break;
            default:
                throw new RequestRefusedException(StatusCodes.Status400BadRequest, HostErrors.NotInvocable, Remedy(function));
        }
        logger.LogInformation("Function {Function} was started by hand", function.Name);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    // Text is the message itself, as a sender would have sent it; anything else is its JSON.
    static string TextOf(JsonElement? input)
        => input switch
        {
            null => "",
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { } json => json.GetRawText(),
        };

    // The caller has its answer by now, so errors have nowhere to go but the log.
    async Task RunMessageAsync(FunctionDescriptor function, string message)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var result = await invoker.InvokeAsync(function, scope.ServiceProvider, null, message, stopping.Token);
            await outputs.SendAsync(function, result, stopping.Token);
        }
        catch (Exception failure)
        {
            logger.LogError(failure, "Function {Function}, started by hand, failed", function.Name);
        }
    }

    static string Remedy(FunctionDescriptor function)
        => function.Trigger switch
        {
            TriggerKind.Http => $"{function.Name} is an HTTP function: call its own address.",
            TriggerKind.Orchestration =>
                $"{function.Name} is an orchestrator: POST {ManagementApi.Base}/orchestrators/{function.Name} starts it.",
            _ => $"{function.Name} is an activity: only orchestrators call it.",
        };
}
