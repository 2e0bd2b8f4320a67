using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace Orchestrations.Engine.Http;

/// <summary>Writes what an HTTP function returned.</summary>
static class FunctionResult
{
    public static Task WriteAsync(HttpContext context, object? result)
    {
        switch (result)
        {
            case IResult minimal:
                return minimal.ExecuteAsync(context);
            case IActionResult action:
                return action.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
            case null:
                // A function that answered by itself is left alone.
                if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status200OK, ContentType: null })
                    context.Response.StatusCode = StatusCodes.Status204NoContent;
                return Task.CompletedTask;
            case string text:
                context.Response.ContentType ??= "text/plain; charset=utf-8";
                return context.Response.WriteAsync(text, context.RequestAborted);
            default:
                return context.Response.WriteAsJsonAsync(result, result.GetType(), context.RequestAborted);
        }
    }
}
