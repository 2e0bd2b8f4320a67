using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestrations.TestKit;

/// <summary>A server on loopback that answers as a test wants, in place of one on the internet.</summary>
public sealed class HttpStandIn : IAsyncDisposable
{
    readonly WebApplication server;
    readonly List<string> requests = [];

    HttpStandIn(Func<HttpContext, int, Task> answer, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listening =>
        {
            if (certificate is not null)
                listening.UseHttps(certificate);
        }));
        server = builder.Build();
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

    /// <summary>Starts it, with a certificate as https; the answer is given the request and its number, from 1.</summary>
    public static async Task<HttpStandIn> StartAsync(Func<HttpContext, int, Task> answer, X509Certificate2? certificate = null)
    {
        var standIn = new HttpStandIn(answer, certificate);
        await standIn.server.StartAsync();
        return standIn;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
