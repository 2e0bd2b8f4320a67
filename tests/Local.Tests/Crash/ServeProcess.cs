using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Crash;

/// <summary>A real <c>serve</c> process of its own, with its output. Whoever starts it ends it.</summary>
sealed class ServeProcess : IDisposable
{
    static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    readonly Process process;
    readonly StringBuilder output = new();

    ServeProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts it and does not wait for it.</summary>
    public static ServeProcess Start(string dataDir, params string[] settings)
    {
        var address = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Orchestrations.Local.dll"),
            "serve", "--urls", address.OriginalString, "--data-dir", dataDir,
            "--set", "MarketData:BybitUrl=" + LoopbackPort.Nobody, .. settings.SelectMany(setting => new[] { "--set", setting }),
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new ServeProcess(Process.Start(start)!, address);
    }

    /// <summary>Waits until it answers.</summary>
    public async Task ReadyAsync()
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < StartsWithin; await WallClock.PauseAsync(10))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The host ended with exit code {process.ExitCode}:\n{Output}");
            try
            {
                using var answer = await Http.GetAsync(new Uri("health", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception refused) when (refused is HttpRequestException or SocketException)
            {
                // It does not listen yet.
            }
        }
        throw new TimeoutException($"The host did not answer within {StartsWithin}:\n{Output}");
    }

    /// <summary>Kills it as a power cut would: nothing of it runs any more.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Asks it to stop, as a service manager does, and waits for its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
        Http.Dispose();
    }

    void Keep(string? line)
    {
        lock (output)
            if (line is not null && output.Length < 20_000_000)
                output.AppendLine(line);
    }
}
