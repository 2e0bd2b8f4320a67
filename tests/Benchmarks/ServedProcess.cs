using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Orchestrations.Benchmarks;

/// <summary>The local host as a process of its own, from the program built beside this one; killed at the end.</summary>
sealed class ServedProcess : IAsyncDisposable
{
    readonly Process process;

    ServedProcess(Process process, Uri address, TimeSpan took) => (this.process, Address, Took) = (process, address, took);

    public Uri Address { get; }

    /// <summary>From starting it to the first answer of /health.</summary>
    public TimeSpan Took { get; }

    public static async Task<ServedProcess> StartAsync(string data, params string[] options)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var local = Path.Combine(AppContext.BaseDirectory, "Orchestrations.Local.dll");
        var clock = Stopwatch.StartNew();
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [local, "serve", "--urls", address.ToString(), "--data-dir", data, .. options])
            {
                RedirectStandardOutput = true,
            })!;
        process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(1) };
        while (clock.Elapsed < TimeSpan.FromSeconds(60))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("health", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return new ServedProcess(process, address, clock.Elapsed);
            }
            catch (Exception early) when (early is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet, or busy beginning.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        await EndAsync(process);
        throw new TimeoutException($"{address}health did not answer within 60 s.");
    }

    public async ValueTask DisposeAsync() => await EndAsync(process);

    static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
