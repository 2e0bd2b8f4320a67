using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.DurableTask.Client;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.Ledger;
using Orchestrations.App.ProofPacks;
using Orchestrations.App.Tenants;
using Orchestrations.Domain.Audit;
using Orchestrations.Domain.ProofPacks;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Histories;

/// <summary>
/// Everything that a case leaves, as text: orchestrations with their ends, books, account, orders, alerts, decisions, evidence, what
/// people were told. One file a case, which every host must leave, to the second and the last digit.
/// </summary>
/// <remarks>
/// Lines are sorted within their part: which of two orders under way at once is booked first is nobody's promise. Keys, and names
/// made with them, are drawn anew for each world and left out.
/// </remarks>
static partial class CaseBooks
{
    static readonly string folder = Path.Combine(Repository.Root, "tests", "App.Tests", "Histories", "Books");

    static readonly JsonSerializerOptions readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The cases whose books are kept.</summary>
    public static IEnumerable<string> Kept =>
        Directory.GetFiles(folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);

    /// <summary>Writes a case's books anew.</summary>
    public static void Keep(string name, string books) => File.WriteAllText(PathOf(name), books);

    /// <summary>The books of a case must be those that are kept, line by line.</summary>
    public static void AssertKept(string name, string books)
    {
        var (kept, left) = (File.ReadAllLines(PathOf(name)), books.TrimEnd('\n').Split('\n'));
        var wrong = kept.Except(left).Select(line => "missing " + line).Concat(left.Except(kept).Select(line => "strange " + line)).ToList();
        Assert.True(wrong.Count == 0, $"{name} leaves other books:\n{string.Join('\n', wrong)}");
        Assert.Equal(kept, left);
    }

    /// <summary>What a world holds now.</summary>
    public static string Of(HistoryWorld world)
    {
        var text = new StringBuilder();
        foreach (var (part, lines) in world.Get(() => ReadAsync(world)))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {part}\n");
            foreach (var line in lines.Select(line => Drawn().Replace(line, "*")).Order(StringComparer.Ordinal))
                text.Append(line).Append('\n');
        }
        return text.ToString();
    }

    static async Task<IReadOnlyList<(string Part, IReadOnlyList<string> Lines)>> ReadAsync(HistoryWorld world)
    {
        var (paper, contracts, ledger) = (world.Paper, world.Paper.Perpetuals, world.Ledger);
        var instances = world.Get<DurableTaskClient>().GetAllInstancesAsync(new OrchestrationQuery { FetchInputsAndOutputs = true });
        var entries = await ledger.EntriesAsync(OperationWorld.Portfolio).ToListAsync();
        var audit = await world.Get<AuditRepository>().ListAsync().ToListAsync();
        var alerts = await world.Get<AlertRepository>().ListAsync().ToListAsync();
        var check = await ledger.CheckAsync(OperationWorld.Portfolio);
        Assert.True(check.Balanced);
        Assert.True((await world.Get<AuditRepository>().VerifyAsync()).Valid);
        return
        [
            ("time", [Text(world.Now)]),
            ("orchestrations", [.. (await instances.ToListAsync()).Select(Text)]),
            ("journal", [.. entries.Select(Text)]),
            ("books", [.. (await ledger.BalancesAsync(OperationWorld.Portfolio)).Select(balance => balance.ToString())]),
            ("exchange", [.. (await paper.ReadBalancesAsync(default)).Select(balance => balance.ToString())]),
            ("positions", [.. (await contracts.ReadPositionsAsync(default)).Select(position => position.ToString())]),
            ("stops", [.. (await contracts.ReadStopsAsync(default)).Select(stop => stop.ToString())]),
            ("orders", [.. await paper.ListOrdersAsync(default).Select(order => order.ToString()).ToListAsync()]),
            ("fills", [.. await paper.ListFillsAsync(default).Select(fill => fill.ToString()).ToListAsync()]),
            ("contract orders", [.. await contracts.ListOrdersAsync(default).Select(order => order.ToString()).ToListAsync()]),
            ("alerts", [.. alerts.Select(alert => alert.ToString())]),
            ("told", [.. Told("webhook", world.Webhook.Sent), .. Told("email", world.Mail.Sent)]),
            ("decisions", [.. audit.Select(Text)]),
            ("packs", [.. await PacksAsync(world)]),
        ];
    }

    static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    static string Text(OrchestrationMetadata instance)
    {
        var text = new StringBuilder($"{instance.InstanceId} {instance.Name} {instance.RuntimeStatus}");
        text.Append(CultureInfo.InvariantCulture, $" {Text(instance.CreatedAt)} {Text(instance.LastUpdatedAt)}");
        text.Append(CultureInfo.InvariantCulture, $" in {Plain(instance.SerializedInput)} out {Plain(instance.SerializedOutput)}");
        text.Append(CultureInfo.InvariantCulture, $" status {Plain(instance.SerializedCustomStatus)}");
        for (var failure = instance.FailureDetails; failure is not null; failure = failure.InnerFailure)
            text.Append(CultureInfo.InvariantCulture, $" failure {failure.ErrorType} {failure.ErrorMessage}");
        return text.ToString();
    }

    static string Text(EntryItem entry) => $"{Text(entry.Time)} {entry.Source}: {entry.Description} "
        + string.Join("; ", entry.Postings.Select(posting => posting.ToString()));

    static string Text(AuditRecord record) => $"{Text(record.Time)} {record.Subject} {record.Kind} {record.Key} "
        + (record.Kind == "order-risk" ? Verdicts(record.Data) : record.Data);

    // What each rule said. Its measures are of the whole account at the moment of asking: see docs/decisions/0022.
    static string Verdicts(string data)
    {
        var risk = JsonNode.Parse(data)!;
        return risk["answer"]!.ToJsonString(readable) + " " + string.Join(", ", risk["verdicts"]!.AsArray().Select(verdict =>
            $"{verdict!["rule"]} {((bool)verdict["allowed"]! ? "yes" : "no " + verdict["code"])}"));
    }

    static IEnumerable<string> Told(string channel, IEnumerable<(DateTimeOffset At, AlertNotice Notice)> sent) =>
        sent.Select(one => $"{Text(one.At)} {channel} {JsonSerializer.Serialize(one.Notice, readable)}");

    // The same values, however they are escaped.
    static string Plain(string? json) => json is null ? "-" : JsonNode.Parse(json)?.ToJsonString(readable) ?? "null";

    static async Task<IReadOnlyList<string>> PacksAsync(HistoryWorld world)
    {
        var packs = world.Get<PackRepository>();
        var lines = new List<string>();
        await foreach (var tenant in world.Get<TenantRepository>().ListAsync())
        {
            using var keys = await world.Get<PublishedKeys>().ListAsync(log: null, Bench.None);
            var (listed, _) = await packs.ListAsync(tenant.Name, null, null, null, null, 100, Bench.None);
            foreach (var line in listed)
            {
                var pack = (await packs.FindAsync(tenant.Name, line.Id, Bench.None))!.Value.Pack;
                var verdict = PackVerifier.Verify(await packs.FileAsync(tenant.Name, pack, Bench.None), new PackEvidence(keys));
                var events = await world.Get<PackContent>().ReadAsync(tenant.Name, pack.Id, pack.Fingerprint, pack.Chunks, Bench.None) ?? [];
                lines.Add($"{tenant.Name} {pack.Subject} {Text(pack.Generated)} {pack.Events} risk {pack.RiskScore} {verdict.Standing} "
                    + string.Join(' ', events.Select(one => $"{one.Id}:{HashOf(one.Body)}")));
            }
        }
        return lines;
    }

    static string HashOf(ReadOnlyMemory<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 8));

    static string PathOf(string name) => Path.Combine(folder, name + ".txt");

    [GeneratedRegex("(?<=pp-)[0-9a-f]{32}|[0-9a-f]{64}")]
    private static partial Regex Drawn();
}
