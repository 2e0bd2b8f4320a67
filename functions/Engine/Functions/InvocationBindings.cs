using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.Engine.ServiceBus.Listening;

namespace Orchestrations.Engine.Functions;

/// <summary>A request's route and query values, the route's first; a message's metadata; empty for other triggers.</summary>
sealed class InvocationBindings(object? trigger) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } = trigger switch
    {
        HttpContext http => Of(http.Request),
        ReceivedMessages received => MessageMetadata.Of(received),
        _ => ImmutableDictionary<string, object?>.Empty,
    };

    static Dictionary<string, object?> Of(HttpRequest request)
    {
        var data = new Dictionary<string, object?>(request.RouteValues, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in request.Query)
            data.TryAdd(key, value.ToString());
        return data;
    }
}
