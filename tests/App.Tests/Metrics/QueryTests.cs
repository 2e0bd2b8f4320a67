using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;
using Orchestrations.App.Alerts;
using Orchestrations.App.Audit;
using Orchestrations.App.KillSwitch;
using Orchestrations.App.RiskWatch;
using Orchestrations.App.Tests.Alerts;
using Orchestrations.App.Tests.Histories;
using Orchestrations.App.Tests.Http;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.TestKit;

namespace Orchestrations.App.Tests.Metrics;

/// <summary>
/// The queries of docs/operating and infra (workbooks, alert rules) ask for no function, record or field that the app does not write.
/// </summary>
public partial class QueryTests
{
    // Columns of Log Analytics itself.
    static readonly HashSet<string> columns = ["OperationName", "ResultCode"];

    public static TheoryData<string> Sources =>
    [
        "docs/operating/application-insights-workbook.json", "infra/workbook.json",
        .. Directory.GetFiles(Path.Combine(Repository.Root, "infra", "alerts"), "*.kql").Select(path => "infra/alerts/" + Path.GetFileName(path)),
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task Queries_WhatTheyAskFor_IsWritten(string source)
    {
        var queries = Read(source);
        var (written, functions) = (await WrittenAsync(), Functions());
        Assert.NotEmpty(queries);
        foreach (var query in queries)
        {
            Assert.Empty(Tables().Matches(query).Select(match => match.Value).Except(["AppTraces", "AppRequests"]));
            var names = Names().Matches(query).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups[1].Value);
            Assert.Empty(names.Except(functions));
            var properties = Properties().Matches(query).Select(match => match.Groups[1].Value);
            Assert.Empty(properties.Except(["AuditKind", "AuditSubject", "AuditData", "AuditSequence", "durabletask.task.instance_id"]));
            var kinds = Kinds().Matches(query).SelectMany(match => Quoted().Matches(match.Groups["kinds"].Value))
                .Select(match => match.Groups[1].Value).ToList();
            Assert.Empty(kinds.Except(written.Keys));
            var fields = kinds.SelectMany(kind => written[kind]).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(Fields().Matches(query).Select(match => match.Groups[1].Value).Except(fields).Except(columns));
            var stages = Stages().Matches(query).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups[1].Value);
            Assert.Empty(stages.Except(Enum.GetNames<OrderStage>()));
        }
    }

    static List<string> Read(string source)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, source));
        if (!source.EndsWith(".json", StringComparison.Ordinal))
            return [Comment().Replace(text, "")];
        using var workbook = JsonDocument.Parse(text);
        return
        [
            .. workbook.RootElement.GetProperty("items").EnumerateArray()
                .Where(item => item.GetProperty("type").GetInt32() == 3)
                .Select(item => item.GetProperty("content").GetProperty("query").GetString()!),
        ];
    }

    static HashSet<string> Functions() => typeof(AppServices).Assembly.GetTypes().SelectMany(type => type.GetMethods())
        .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);

    // The kinds of audit records of a world in trouble, with the fields of each.
    static async Task<Dictionary<string, HashSet<string>>> WrittenAsync()
    {
        await using var world = AlertWorld.Of();
        world.Bring(PortfolioEngine.Core, 1m, "BTC");
        world.Bring(PortfolioEngine.Core, 10_000m);
        world.Exchange.Submits = new Dictionary<int, SubmitTrouble> { [1] = SubmitTrouble.Rejected };
        world.Order("order-1", Bench.Buy(100m));
        world.Order("order-2", Bench.Buy(100m, instance: "dca-core-20240116"));
        world.Watch(1);
        world.Market.Prices["BTCUSDT"] = 44_000m;
        world.WatchUntil(1);
        world.Say(request => world.Get<RiskWatchTriggers>().BreakerRelease(request, CancellationToken.None), """{"reason":"a test"}""");
        world.Do(async () =>
        {
            await world.Stop.SwitchAsync(true, "a test");
            await world.Get<KillSwitchRepository>().PullAsync(false, "a test");
            var alerts = world.Get<AlertRepository>();
            var alert = await alerts.RaiseAsync(new Alert("a", AlertSeverity.P1, "ORC-FUNDING-011", "thing", "It happened.", "one", "other"));
            await alerts.AcknowledgeAsync(alert.Id, "a test");
            await alerts.ResolveAsync(alert.Id, "a test");
        });
        var written = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var record in world.Get(async () => await world.Get<AuditRepository>().ListAsync(0, CancellationToken.None).ToListAsync()))
        {
            if (!written.TryGetValue(record.Kind, out var fields))
                written[record.Kind] = fields = [];
            using var json = JsonDocument.Parse(record.Data);
            fields.UnionWith(json.RootElement.EnumerateObject().Select(field => field.Name));
        }
        return written;
    }

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bApp[A-Z][A-Za-z]+\b")]
    private static partial Regex Tables();

    [GeneratedRegex("\\bName (==|in) *\\(?[^)\\n|]*")]
    private static partial Regex Names();

    [GeneratedRegex("Properties\\[\"([^\"]+)\"\\]")]
    private static partial Regex Properties();

    [GeneratedRegex("AuditKind\"\\]\\) *(==|in) *(?<kinds>\"[^\"]*\"|\\([^)]*\\))")]
    private static partial Regex Kinds();

    // Data.x, Change.x and the like, and parse_json(...).x.
    [GeneratedRegex(@"(?:\b[A-Z][A-Za-z]+|\))\.([a-z][A-Za-z]*)\b")]
    private static partial Regex Fields();

    [GeneratedRegex(@"\.status\) in \([^)]*\)")]
    private static partial Regex Stages();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
