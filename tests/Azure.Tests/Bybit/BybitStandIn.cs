using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Bybit.Net.Enums;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orchestrations.App.Exchange;
using Orchestrations.OnAzure.Bybit;
using Orchestrations.TestKit;
using Library = Bybit.Net.BybitExchange;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>
/// Bybit's V5 interface on loopback: signatures, receive window, envelopes and codes as documented, and accounts of which each
/// meets the troubles that its test wants. One for all tests: the library keeps the first address of a process.
/// </summary>
public sealed class BybitStandIn : IAsyncLifetime
{
    readonly Dictionary<string, StandInAccount> accounts = [];
    readonly System.Collections.Concurrent.ConcurrentQueue<long> arrivals = [];
    WebApplication? server;
    TimeSpan ahead;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(server!.Urls.First());

    /// <summary>How far its clock is ahead of this machine's.</summary>
    internal TimeSpan Ahead
    {
        get => ahead;
        set => ahead = value;
    }

    internal DateTimeOffset Now => WallClock.Instance.GetUtcNow() + ahead;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        // Tests send faster than a person's account may; the venue's own limit is a test's matter.
        Library.RateLimiter.Configure(AccountLevel.Pro6);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.Run(GuardAsync);
        await server.StartAsync();
    }

    /// <summary>
    /// Waits until a test may send as much as tests do: the library refuses more than 600 requests in 5 s, whoever's they are, and a
    /// quick machine comes to that.
    /// </summary>
    internal async Task RestAsync()
    {
        const int enough = 250;
        while (arrivals.Count(arrived => WallClock.Instance.GetElapsedTime(arrived) < TimeSpan.FromSeconds(5)) > enough)
            await WallClock.PauseAsync(50);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await server!.DisposeAsync();
        Assert.Empty(Mistakes);
    }

    /// <summary>What the stand-in itself could not do: a mistake of a test or of it, never a trouble of the venue.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Mistakes { get; } = new();

    /// <summary>An account of its own for a test.</summary>
    internal StandInAccount Open()
    {
        lock (accounts)
        {
            var account = new StandInAccount($"key-{accounts.Count + 1}", Convert.ToHexString(RandomNumberGenerator.GetBytes(18)), () => Now);
            accounts.Add(account.Key, account);
            return account;
        }
    }

    /// <summary>The account as the app sees it.</summary>
    internal BybitAccess Connect(StandInAccount account, TimeSpan? timeout = null) => new(
        new BybitSettings
        {
            Url = Address, ApiKey = account.Key, ApiSecret = account.Secret, Timeout = timeout ?? TimeSpan.FromSeconds(30),
        },
        WallClock.Instance);

    async Task GuardAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception mistake) when (mistake is not OperationCanceledException)
        {
            Mistakes.Enqueue($"{context.Request.Path}: {mistake}");
            context.Abort();
        }
    }

    async Task AnswerAsync(HttpContext context)
    {
        arrivals.Enqueue(WallClock.Instance.GetTimestamp());
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/v5/market/", StringComparison.Ordinal))
        {
            await WriteAsync(context, 0, Market(path, Query));
            return;
        }
        StandInAccount? account;
        lock (accounts)
            accounts.TryGetValue(context.Request.Headers["X-BAPI-API-KEY"].ToString(), out account);
        if (account is null || Refusal(context, account, body) is not 0)
        {
            await WriteAsync(context, account is null ? 10003 : Refusal(context, account, body), null);
            return;
        }
        var fault = account.Arrive(path, body);
        var (code, result) = fault is { Arrives: false } ? (fault.RetCode, null) : Act(account, path, body, Query);
        foreach (var (name, value) in fault?.Headers ?? new Dictionary<string, string>())
            context.Response.Headers[name] = value;
        switch (fault)
        {
            case { Hangs: true }:
                await AbortedAsync(context);
                break;
            case { Status: 0 }:
                context.Abort();
                break;
            case { Status: not 200 }:
                context.Response.StatusCode = fault.Status;
                await context.Response.WriteAsync(fault.Body);
                break;
            default:
                await WriteAsync(context, fault is { RetCode: not 0 } ? fault.RetCode : code, result, fault?.Says);
                break;
        }

        string Query(string name) => context.Request.Query[name].ToString();
    }

    static async Task AbortedAsync(HttpContext context)
    {
        var aborted = new TaskCompletionSource();
        using var registration = context.RequestAborted.Register(aborted.SetResult);
        await aborted.Task;
    }

    // The documented rules: who, whether it is signed, and whether its time is at most a second ahead and a window behind.
    int Refusal(HttpContext context, StandInAccount account, string body)
    {
        var headers = context.Request.Headers;
        var (stamp, window) = (headers["X-BAPI-TIMESTAMP"].ToString(), headers["X-BAPI-RECV-WINDOW"].ToString());
        var payload = stamp + account.Key + window
            + (context.Request.Method == "GET" ? context.Request.QueryString.Value!.TrimStart('?') : body);
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(account.Secret), Encoding.UTF8.GetBytes(payload)));
        if (!string.Equals(sign, headers["X-BAPI-SIGN"], StringComparison.OrdinalIgnoreCase))
            return 10004;
        var (sent, now) = (long.Parse(stamp, CultureInfo.InvariantCulture), Now.ToUnixTimeMilliseconds());
        return now - long.Parse(window, CultureInfo.InvariantCulture) <= sent && sent < now + 1000 ? 0 : 10002;
    }

    static (int, JsonObject?) Act(StandInAccount account, string path, string body, Func<string, string> query) => path switch
    {
        "/v5/order/create" => account.Place(JsonNode.Parse(body)!),
        "/v5/order/amend" => account.Amend(JsonNode.Parse(body)!),
        "/v5/order/cancel" => account.Cancel(JsonNode.Parse(body)!),
        "/v5/order/realtime" => (0, account.ListOrders(query, open: true)),
        "/v5/order/history" => (0, account.ListOrders(query, open: false)),
        "/v5/execution/list" => (0, account.ListExecutions(query)),
        "/v5/position/list" => (0, account.ListPositions()),
        "/v5/account/wallet-balance" => (0, account.ListWallet()),
        "/v5/account/transaction-log" => (0, account.ListLog(query)),
        "/v5/account/fee-rate" => (0, V5Fixture.List([V5Fixture.Row("GetFeeRate", ("symbol", query("symbol")))])),
        "/v5/user/query-api" => (0, account.KeyInfo.DeepClone().AsObject()),
        // It is one-way already.
        "/v5/position/switch-mode" => (110025, null),
        "/v5/position/set-leverage" => SetLeverage(account, JsonNode.Parse(body)!),
        _ => (10001, null),
    };

    static (int, JsonObject?) SetLeverage(StandInAccount account, JsonNode body)
    {
        account.Leverage[(string)body["symbol"]!] = (string)body["buyLeverage"]!;
        return (0, []);
    }

    JsonObject Market(string path, Func<string, string> query) => path switch
    {
        "/v5/market/time" => new JsonObject
        {
            ["timeSecond"] = Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["timeNano"] = (Now.ToUnixTimeMilliseconds() * 1_000_000L).ToString(CultureInfo.InvariantCulture),
        },
        "/v5/market/instruments-info" when query("category") == "spot" => OfSymbol(V5Fixture.Result("GetSpotSymbols"), query),
        // The contract asked for is on the second page, as it may be at the venue.
        "/v5/market/instruments-info" when query("cursor") is "" =>
            V5Fixture.List([V5Fixture.Row("GetLinearInverseSymbols", ("symbol", "OTHERUSDT"))], "second"),
        "/v5/market/instruments-info" => OfSymbol(V5Fixture.Result("GetLinearInverseSymbols"), query),
        "/v5/market/risk-limit" => V5Fixture.List([V5Fixture.Row("GetRiskLimit", ("symbol", query("symbol")))]),
        _ => [],
    };

    static JsonObject OfSymbol(JsonObject result, Func<string, string> query)
    {
        var rows = result["list"]!.AsArray();
        foreach (var other in rows.Where(row => (string?)row!["symbol"] != query("symbol")).ToList())
            rows.Remove(other);
        return result;
    }

    Task WriteAsync(HttpContext context, int code, JsonObject? result, string? says = null)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(new JsonObject
        {
            ["retCode"] = code,
            ["retMsg"] = says ?? (code == 0 ? "OK" : $"code {code}"),
            ["result"] = result ?? [],
            ["retExtInfo"] = new JsonObject(),
            ["time"] = Now.ToUnixTimeMilliseconds(),
        }.ToJsonString());
    }
}
