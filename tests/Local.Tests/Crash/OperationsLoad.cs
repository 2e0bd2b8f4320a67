using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Orchestrations.Local.Tests.Crash;

/// <summary>
/// Runs of operations, one of each kind under way at a time. An engine that went in is closed by the next run of its kind, so that
/// there is something to trade each time. What was sent and not answered may or may not have happened: it is looked for under its
/// id, and sent again only where nobody knows it.
/// </summary>
sealed class OperationsLoad
{
    /// <summary>Inputs of orchestrations have the names of their members as they are declared.</summary>
    public static readonly JsonSerializerOptions AsDeclared = new(JsonSerializerDefaults.General);

    const string Runtime = "runtime/webhooks/durabletask/";

    readonly Kind[] kinds =
    [
        new("rebalance", n => ("RebalanceOrchestrator", "rebalance-main-", id => new { Portfolio = "main", Run = id })),
        new("tactical", n => ("TacticalOrchestrator", "tactical-main-", id => new { Portfolio = "main", Run = id, SliceEvery = "00:01:00" })),
        new("funding", n => n % 2 == 0
            ? ("FundingOrchestrator", "funding-ETHUSDT-", id => new { Portfolio = "main", Symbol = "ETHUSDT", Period = id })
            : ("CloseFundingOrchestrator", "close-funding-", id => Closing("FUNDING", id))),
        new("trend", n => n % 2 == 0
            ? ("TrendOrchestrator", "trend-BTCUSDT-", id => new { Portfolio = "main", Symbol = "BTCUSDT", Day = id })
            : ("CloseTrendOrchestrator", "close-trend-", id => Closing("TREND", id))),
    ];

    readonly Dictionary<string, string> failed = new(StringComparer.Ordinal);
    int plan;

    /// <summary>Runs that ended otherwise than completed, with how.</summary>
    public IReadOnlyDictionary<string, string> Failed => failed;

    /// <summary>How many runs of each kind ended.</summary>
    public string Counts => string.Join(", ", kinds.Select(kind => $"{kind.Name} {kind.Ended}"));

    /// <summary>The fewest runs of a kind that ended.</summary>
    public int Fewest => kinds.Min(kind => kind.Ended);

    /// <summary>Starts the next run of every kind whose last one has ended, and a purchase that gives the rebalance something to do.</summary>
    public async Task StartAsync(HttpClient http)
    {
        try
        {
            var name = FormattableString.Invariant($"p{++plan:D4}");
            object[] targets = [new { symbol = "BTCUSDT", share = 1m }];
            var body = new { name, capital = 20_000m, targets, amountPerInterval = 0m, deploymentDays = 1 };
            using (await http.PostAsJsonAsync(new Uri("api/dca/plans", UriKind.Relative), body))
            using (await http.PostAsync(new Uri($"api/dca/plans/{name}/runs", UriKind.Relative), null))
            {
            }
            await StartRunsAsync(http, kinds);
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The host was killed before it answered.
        }
    }

    /// <summary>Starts what never ended yet: the kills may have come before a kind's first run.</summary>
    public Task StartFirstAsync(HttpClient http) => StartRunsAsync(http, [.. kinds.Where(kind => kind.Ended == 0)]);

    /// <summary>True when nothing is under way any more; starts nothing.</summary>
    public async Task<bool> IsOverAsync(HttpClient http)
    {
        var over = true;
        foreach (var kind in kinds)
            over &= await LookAsync(http, kind) is null or "Completed" or "Failed" or "Terminated";
        using var answer = await http.GetAsync(new Uri("api/orchestrations?status=Running,Pending&top=1", UriKind.Relative));
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return over && page.RootElement.GetProperty("instances").GetArrayLength() == 0;
    }

    async Task StartRunsAsync(HttpClient http, IEnumerable<Kind> some)
    {
        foreach (var kind in some)
            if (await MayStartAsync(http, kind))
                using (await http.PostAsJsonAsync(
                    new Uri($"{Runtime}orchestrators/{kind.Orchestrator}/{kind.Id}", UriKind.Relative), kind.Input, AsDeclared))
                {
                }
    }

    async Task<bool> MayStartAsync(HttpClient http, Kind kind)
    {
        var status = await LookAsync(http, kind);
        if (status is "Completed" or "Failed" or "Terminated")
            kind.Next();
        return status is null or "Completed" or "Failed" or "Terminated";
    }

    // How the run of a kind stands; null when no host knows it.
    async Task<string?> LookAsync(HttpClient http, Kind kind)
    {
        using var answer = await http.GetAsync(new Uri(Runtime + "instances/" + kind.Id, UriKind.Relative));
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return null;
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var status = body.RootElement.GetProperty("runtimeStatus").GetString();
        if (status is "Failed" or "Terminated")
            failed[kind.Id] = status;
        return status;
    }

    static object Closing(string engine, string id) => new { Portfolio = "main", Engine = engine, Run = id, Reason = "a test" };

    /// <summary>A kind of run, and the one of it that is under way or comes next.</summary>
    sealed class Kind(string name, Func<int, (string Orchestrator, string Prefix, Func<string, object> Input)> run)
    {
        public string Name => name;

        public int Ended { get; private set; }

        public string Orchestrator => run(Ended).Orchestrator;

        public string Id => FormattableString.Invariant($"{run(Ended).Prefix}k{Ended}");

        public object Input => run(Ended).Input(Id);

        public void Next() => Ended++;
    }
}
