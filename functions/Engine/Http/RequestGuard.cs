using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Http;

/// <summary>
/// Turns whatever goes wrong in a handler into problem details. Errors are logged whole and answered without their inside.
/// </summary>
static class RequestGuard
{
    public static async Task RunAsync(HttpContext context, string what, string code, Func<HttpContext, Task> handler)
    {
        try
        {
            await handler(context);
        }
        catch (RequestRefusedException refused)
        {
            await Problems.WriteAsync(context, refused.Status, refused.Code, refused.Message);
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await Problems.WriteAsync(context, bad.StatusCode, HostErrors.BodyTooLarge, BodyLimit.Detail);
        }
        catch (BadHttpRequestException slow) when (slow.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            await Problems.WriteAsync(context, slow.StatusCode, HostErrors.BodyTooSlow, "The request's body came too slowly. Send it again.");
        }
        catch (BadHttpRequestException bad)
        {
            await Problems.WriteAsync(context, bad.StatusCode, HostErrors.BadArgument, bad.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
        }
        catch (Exception failure)
        {
            var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Host.Http");
            logger.LogError(failure, "{What} failed: {Method} {Path}", what, context.Request.Method, context.Request.Path);
            await Problems.WriteAsync(
                context,
                StatusCodes.Status500InternalServerError,
                code,
                $"{what} failed. The host's log has the error under trace id {context.TraceIdentifier}.");
        }
    }
}
