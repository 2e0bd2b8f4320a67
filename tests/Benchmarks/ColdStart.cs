using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Orchestrations.Benchmarks;

/// <summary>From starting the process to the first answer of /health, with an empty data folder and with that same folder again.</summary>
static class ColdStart
{
    public static async Task MeasureAsync(ScratchFolder folder)
    {
        var data = Path.Combine(folder.Path, "cold");
        foreach (var round in new[] { "first start", "second start", "third start" })
            Line.Print($"cold start to /health, {round}", await StartAsync(data), "ms");
    }

    static async Task<double> StartAsync(string data)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var local = Path.Combine(AppContext.BaseDirectory, "Orchestrations.Local.dll");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", [local, "serve", "--urls", url, "--data-dir", data])
        {
            RedirectStandardOutput = true,
        })!;
        try
        {
            process.BeginOutputReadLine();
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
            while (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(url + "/health"));
                    if (answer.IsSuccessStatusCode)
                        return clock.Elapsed.TotalMilliseconds;
                }
                catch (HttpRequestException)
                {
                    // Not listening yet.
                }

                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }

            throw new TimeoutException($"{url}/health did not answer within 30 s.");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
