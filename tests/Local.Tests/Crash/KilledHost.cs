using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Orchestrations.Engine;
using Orchestrations.TestKit;

namespace Orchestrations.Local.Tests.Crash;

/// <summary>
/// One data folder under many hosts, each killed at a random instant while DCA runs are under way: some as they start and
/// resume, most while new runs keep coming in. Then one host in peace, until all runs have ended.
/// </summary>
public sealed class KilledHost : IAsyncLifetime
{
    const int KillsByDefault = 50;
    const int PlansEachTime = 10;
    const string SeedName = "ORC_CRASH_SEED";
    const string KillsName = "ORC_CRASH_KILLS";
    static readonly TimeSpan LongestKill = TimeSpan.FromSeconds(3);
    static readonly TimeSpan RunsEndWithin = TimeSpan.FromSeconds(120);

    static readonly string[] Settings =
        ["Paper:StartBalance=10000000", "Dca:Schedule=0 0 0 1 1 *", "Trading:Mode=paper"];

    readonly DcaLoad load = new();
    readonly List<string> lost = [];
    readonly Dictionary<string, string> unfinished = [];
    readonly Stopwatch clock = new();

    /// <summary>Where all instants come from.</summary>
    public int Seed { get; } = Number(SeedName) ?? Environment.TickCount & int.MaxValue;

    /// <summary>How many kills there must be while orchestrations are unfinished. <c>ORC_CRASH_KILLS</c> asks for more: see tests/kill9.sh.</summary>
    public int LeastKills { get; } = Number(KillsName) ?? KillsByDefault;

    public string Folder { get; } = Directory.CreateTempSubdirectory("orchestrations-crash-").FullName;

    /// <summary>What happened, and how to repeat it. The instants repeat; what they hit depends on the machine.</summary>
    public string Story =>
        FormattableString.Invariant($"{Kills} kills in {KillSeconds:n0} s, {KillsDuringRuns} with orchestrations unfinished; ")
        + FormattableString.Invariant($"{load.Plans.Count} plans; all over after {Seconds:n0} s. Repeat: bash tests/kill9.sh {LeastKills} {Seed}");

    public int Kills { get; private set; }

    /// <summary>Kills after which the database had unfinished orchestrations.</summary>
    public int KillsDuringRuns { get; private set; }

    public double KillSeconds { get; private set; }

    public double Seconds { get; private set; }

    /// <summary>Acknowledged runs that no later host knew.</summary>
    public IReadOnlyList<string> LostRuns => lost;

    /// <summary>Runs that did not end as Completed, with how they stood.</summary>
    public IReadOnlyDictionary<string, string> UnfinishedRuns => unfinished;

    public IReadOnlyCollection<string> Refusals => load.Refusals;

    public IReadOnlyCollection<string> Plans => [.. load.Plans.Keys];

    public IReadOnlyCollection<string> Runs => [.. load.Runs.Values];

    /// <summary>How the last host ended when it was asked to.</summary>
    public int LastExitCode { get; private set; }

    public async Task InitializeAsync()
    {
        var random = new Random(Seed);
        clock.Start();
        while (KillsDuringRuns < LeastKills && clock.Elapsed < LongestKill * LeastKills)
            await KillOnceAsync(random);
        KillSeconds = clock.Elapsed.TotalSeconds;
        await EndInPeaceAsync();
        Seconds = clock.Elapsed.TotalSeconds;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    async Task KillOnceAsync(Random random)
    {
        using var host = ServeProcess.Start(Folder, Settings);
        // One in three is killed while it starts and takes up what the one before left.
        if (Kills > 0 && random.Next(3) == 0)
        {
            await WallClock.PauseAsync(random.Next(100, 1500));
            host.Kill();
        }
        else
        {
            await host.ReadyAsync();
            var sending = load.AddAsync(host.Http, PlansEachTime);
            await WallClock.PauseAsync(random.Next(20, 500));
            host.Kill();
            await sending;
        }
        Kills++;
        if (DurableEngine.Inspect(Path.Combine(Folder, "engine.db")).Unfinished > 0)
            KillsDuringRuns++;
    }

    async Task EndInPeaceAsync()
    {
        using var host = ServeProcess.Start(Folder, Settings);
        await host.ReadyAsync();
        foreach (var run in load.Runs.Values)
            if (await StatusAsync(host.Http, run) is null)
                lost.Add(run);
        await load.RepeatAsync(host.Http);

        var open = new HashSet<string>(load.Runs.Values);
        for (var waited = Stopwatch.StartNew(); open.Count > 0 && waited.Elapsed < RunsEndWithin; await WallClock.PauseAsync(100))
            foreach (var run in open.ToList())
                if ((unfinished[run] = await StatusAsync(host.Http, run) ?? "unknown") == "Completed")
                    (_, _) = (open.Remove(run), unfinished.Remove(run));
        LastExitCode = await host.TerminateAsync();
    }

    static async Task<string?> StatusAsync(HttpClient http, string run)
    {
        using var answer = await http.GetAsync(new Uri($"api/dca/runs/{run}", UriKind.Relative));
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("status").GetString();
    }
}
