using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Orchestrations.Engine.Functions;

/// <summary>A request's route and query values, the route's first; empty for other triggers.</summary>
sealed class InvocationBindings(HttpContext? http) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } =
        http is null ? ImmutableDictionary<string, object?>.Empty : Of(http.Request);

    static Dictionary<string, object?> Of(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(request.RouteValues, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in request.Query)
            data.TryAdd(key, value.ToString());
        return data;
    }
}
