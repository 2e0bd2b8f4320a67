using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Orchestrations.Engine.Functions;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>Maps the app's HTTP functions. Wrong and clashing routes show here, before anything is served.</summary>
sealed class FunctionEndpoints(FunctionCatalog catalog, FunctionInvoker invoker, HostJson host)
{
    static readonly string[] Reserved = ["admin", "runtime"];
    static readonly string[] EveryMethod = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public void Map(IEndpointRouteBuilder routes)
    {
        var constraints = routes.ServiceProvider.GetRequiredService<IInlineConstraintResolver>();
        var taken = new Dictionary<(string Route, string Method), FunctionDescriptor>();
        foreach (var function in catalog.StartedBy(TriggerKind.Http))
        {
            var pattern = HttpRoute.PatternOf(function, host.RoutePrefix);
            ThrowIfReserved(function, pattern);
            ThrowIfUnknownConstraint(function, pattern, constraints);
            ThrowIfTaken(function, pattern, taken);
            Map(routes, function, pattern);
        }
    }

    void Map(IEndpointRouteBuilder routes, FunctionDescriptor function, RoutePattern pattern)
    {
        var trigger = (HttpTriggerAttribute)function.Attribute;
        var endpoint = routes.Map(pattern, context => RequestGuard.RunAsync(
            context, $"Function {function.Name}", HostErrors.FunctionFailed, call => RunAsync(function, call)));
        endpoint.WithDisplayName(function.Name);
        endpoint.WithMetadata(new FunctionAccess(trigger.AuthLevel, function.Name));
        if (trigger.Methods is { Length: > 0 } methods)
            endpoint.WithMetadata(new HttpMethodMetadata(methods.Select(method => method.ToUpperInvariant())));
    }

    async Task RunAsync(FunctionDescriptor function, HttpContext context)
    {
        var body = function.BodyType is null ? null : await RequestJson.ReadAsync(context.Request, function.BodyType);
        var result = await invoker.InvokeAsync(function, context.RequestServices, context, body, context.RequestAborted);
        await FunctionResult.WriteAsync(context, result);
    }

    static void ThrowIfReserved(FunctionDescriptor function, RoutePattern pattern)
    {
        if (pattern.PathSegments is [{ Parts: [RoutePatternLiteralPart first] }, ..]
            && Reserved.Contains(first.Content, StringComparer.OrdinalIgnoreCase))
            throw HttpRoute.Bad(function, pattern.RawText!, $"addresses under /{first.Content} belong to the host.");
    }

    static void ThrowIfUnknownConstraint(FunctionDescriptor function, RoutePattern pattern, IInlineConstraintResolver constraints)
    {
        foreach (var policy in pattern.ParameterPolicies.SelectMany(parameter => parameter.Value))
        {
            string? why;
            try
            {
                why = policy.Content is null || constraints.ResolveConstraint(policy.Content) is not null
                    ? null
                    : $"there is no route constraint '{policy.Content}'.";
            }
            catch (Exception failure) when (failure is RouteCreationException or FormatException or ArgumentException)
            {
                why = $"the route constraint '{policy.Content}' has arguments it cannot take.";
            }
            if (why is not null)
                throw HttpRoute.Bad(function, pattern.RawText!, why);
        }
    }

    static void ThrowIfTaken(
        FunctionDescriptor function, RoutePattern pattern, Dictionary<(string Route, string Method), FunctionDescriptor> taken)
    {
        var route = HttpRoute.KeyOf(pattern);
        var methods = ((HttpTriggerAttribute)function.Attribute).Methods is { Length: > 0 } named ? named : EveryMethod;
        foreach (var method in methods.Select(method => method.ToUpperInvariant()).Distinct())
            if (!taken.TryAdd((route, method), function))
                throw HttpRoute.Bad(
                    function, pattern.RawText!, $"function {taken[(route, method)].Name} has the same one for {method}.");
    }
}
