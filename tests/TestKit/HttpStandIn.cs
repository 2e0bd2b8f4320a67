using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestrations.TestKit;

/// <summary>A server on loopback that answers as a test wants, in place of one on the internet.</summary>
public sealed class HttpStandIn : IAsyncDisposable
{
    readonly WebApplication server;
    readonly List<string> requests = [];

    HttpStandIn(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(context =>
        {
            int number;
            lock (requests)
            {
                requests.Add(context.Request.Path + context.Request.QueryString);
                number = requests.Count;
            }
            return answer(context, number);
        });
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(server.Urls.First());

    /// <summary>Path and query of every request so far.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
                return [.. requests];
        }
    }

    /// <summary>Starts it; the answer is given the request and its number, from 1.</summary>
    public static async Task<HttpStandIn> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var standIn = new HttpStandIn(answer);
        await standIn.server.StartAsync();
        return standIn;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
