using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Orchestrations.Local.Tests.Crash;

/// <summary>
/// A client that makes plans and starts their runs over HTTP, and remembers what the host acknowledged. What was sent and not
/// answered may or may not have happened, so it is sent again at the end.
/// </summary>
sealed class DcaLoad
{
    static readonly object[] Targets = [new { symbol = "BTCUSDT", share = 0.4m }, new { symbol = "ETHUSDT", share = 0.2m }];

    readonly ConcurrentDictionary<string, bool> plans = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, string> runs = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> refusals = new();
    int next;

    /// <summary>Every plan that was ever sent, with whether the host said it has it.</summary>
    public IReadOnlyDictionary<string, bool> Plans => plans;

    /// <summary>The instance id of every run that the host said it started, by plan.</summary>
    public IReadOnlyDictionary<string, string> Runs => runs;

    /// <summary>Answers that nothing explains.</summary>
    public IReadOnlyCollection<string> Refusals => refusals;

    /// <summary>Makes some plans and starts their runs, several at a time, until done or the host is gone.</summary>
    public Task AddAsync(HttpClient http, int count) => Parallel.ForEachAsync(
        Enumerable.Range(0, count).Select(_ => FormattableString.Invariant($"p{Interlocked.Increment(ref next):D4}")),
        new ParallelOptions { MaxDegreeOfParallelism = 4 },
        async (plan, _) => await TryAsync(http, plan));

    /// <summary>Sends everything again that was not acknowledged.</summary>
    public async Task RepeatAsync(HttpClient http)
    {
        foreach (var plan in plans.Keys.Where(plan => !runs.ContainsKey(plan)))
            await TryAsync(http, plan);
    }

    async Task TryAsync(HttpClient http, string plan)
    {
        plans.TryAdd(plan, false);
        try
        {
            var body = new { name = plan, capital = 500m, targets = Targets, amountPerInterval = 0m, deploymentDays = 1 };
            using var made = await http.PostAsJsonAsync(new Uri("api/dca/plans", UriKind.Relative), body);
            if (made.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.Conflict))
                refusals.Enqueue($"{plan}: {made.StatusCode} {await made.Content.ReadAsStringAsync()}");
            plans[plan] = true;

            using var started = await http.PostAsync(new Uri($"api/dca/plans/{plan}/runs", UriKind.Relative), null);
            var text = await started.Content.ReadAsStringAsync();
            if (started.StatusCode == HttpStatusCode.Accepted)
                runs[plan] = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
            else
                refusals.Enqueue($"{plan}: {started.StatusCode} {text}");
        }
        catch (Exception cut) when (cut is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The host was killed before it answered.
        }
    }
}
