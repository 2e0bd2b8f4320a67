using System.Globalization;
using Orchestrations.App.Exchange;
using Orchestrations.Domain.Orders;
using Orchestrations.OnAzure.Bybit;

namespace Orchestrations.Azure.Tests.Bybit;

/// <summary>What each answer, and each missing one, is taken for; and that nothing is ever sent twice for it.</summary>
public sealed class BybitAnswersTests(BybitStandIn venue) : BybitTests(venue)
{
    const string Create = "/v5/order/create";
    const string Realtime = "/v5/order/realtime";

    // All of a kind on one account: a connection that was used before is what a client is tempted to repeat a request on.
    [Theory]
    [InlineData(OrderCategory.Spot)]
    [InlineData(OrderCategory.Linear)]
    public async Task Submit_AnsweredWithEachCode_IsTakenForItsClassAndSentOnce(OrderCategory category)
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        IOrders orders = category == OrderCategory.Spot ? new BybitExchange(access) : new BybitPerpetuals(access);
        var sent = 0;
        // 10006 and -1 alone change what is sent next; they have tests of their own.
        foreach (var code in BybitRetCodes.All.Keys.Where(code => code is not (0 or 10006)).Append(987654).Order())
        {
            account.Meet(Create, StandInFault.Code(code));
            var outcome = await orders.SubmitAsync(Order($"order{++sent}", category), default);
            Assert.Equal(BybitRetCodes.ToSubmitOutcome(code, "", null).GetType(), outcome.GetType());
            if (outcome is SubmitOutcome.Rejected rejected)
                Assert.Equal(code.ToString(CultureInfo.InvariantCulture), rejected.Code);
            Assert.Equal(sent, account.Count(Create));
        }
        Assert.True(sent > 70);
    }

    public static TheoryData<int, string> Statuses => new()
    {
        { 500, "" }, { 502, "<html>bad gateway</html>" }, { 503, """{"retCode":0,"retMsg":"OK","result":{}}""" },
        { 504, """{"retCode":170131,"retMsg":"Insufficient balance."}""" }, { 429, "" }, { 400, "{}" }, { 404, "" },
    };

    // Whatever a gateway's page says: only the exchange itself refuses an order.
    [Theory]
    [MemberData(nameof(Statuses))]
    public async Task Submit_AnsweredWithAnotherStatus_IsUnknownThoughItMayHaveArrived(int status, string body)
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        var exchange = new BybitExchange(access);
        account.Meet(Create, new StandInFault(true, status) { Body = body });
        Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
        Assert.Equal(1, account.Count(Create));
        Assert.NotNull(await exchange.FindOrderAsync(Btc, new ClientOrderId("a"), default));
        account.Meet(Realtime, new StandInFault(false, status) { Body = body });
        var failure = await Assert.ThrowsAsync<ExchangeUnavailableException>(
            () => exchange.FindOrderAsync(Btc, new ClientOrderId("a"), default));
        Assert.Equal($"http-{status}", failure.Code);
    }

    [Fact]
    public async Task Submit_WithoutAnAnswerInTime_IsUnknownAndSentOnce()
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account, TimeSpan.FromSeconds(2));
        var exchange = new BybitExchange(access);
        await exchange.GetBalancesAsync(default);
        account.Meet(Create, StandInFault.NoAnswer);
        var outcome = Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
        Assert.StartsWith("timeout", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(1, account.Count(Create));
    }

    // The connection was used before, which is when an HTTP client may send again by itself.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Submit_OnACutConnection_IsUnknownAndSentOnce(bool arrives)
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        var exchange = new BybitExchange(access);
        await exchange.GetBalancesAsync(default);
        account.Meet(Create, arrives ? StandInFault.LostAnswer : StandInFault.LostRequest);
        var outcome = Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
        Assert.StartsWith("network", outcome.Reason, StringComparison.Ordinal);
        Assert.Equal(1, account.Count(Create));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Submit_AnsweredWithARedirect_IsUnknownAndGoesNowhereElse(int status)
    {
        await using var elsewhere = await TestKit.HttpStandIn.StartAsync((_, _) => Task.CompletedTask);
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        var exchange = new BybitExchange(access);
        await exchange.GetBalancesAsync(default);
        account.Meet(Create, new StandInFault(true, status)
        {
            Headers = new Dictionary<string, string> { ["Location"] = elsewhere.Address + "v5/order/create" },
        });
        Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
        Assert.Equal(1, account.Count(Create));
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Words_ThatQuoteKeySecretOrSignature_AreKeptWithoutThem()
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        var signature = new string('a', 32) + new string('7', 32);
        account.Meet(Create, new StandInFault(false, 200, 170131)
        {
            Says = $"Key {account.Key} with {account.Secret} signed {signature}: origin_string[{account.Key}5000]",
        });
        var outcome = await new BybitExchange(access).SubmitAsync(Order("a", OrderCategory.Spot), default);
        Assert.Equal("Key *** with *** signed ***: …", Assert.IsType<SubmitOutcome.Rejected>(outcome).Reason);
    }

    [Fact]
    public async Task Submit_GivenUpByItsCaller_IsUnknown()
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        using var given = new CancellationTokenSource();
        await new BybitExchange(access).GetBalancesAsync(default);
        account.Meet(Create, StandInFault.NoAnswer);
        var submit = new BybitExchange(access).SubmitAsync(Order("a", OrderCategory.Spot), given.Token);
        while (account.Count(Create) == 0)
            await Task.Yield();
        await given.CancelAsync();
        Assert.IsType<SubmitOutcome.Unknown>(await submit);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new BybitExchange(access).GetBalancesAsync(new CancellationToken(true)));
    }

    [Fact]
    public async Task RateLimit_WithAResetTime_SendsNothingBeforeItAndNeverRepeats()
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        var exchange = new BybitExchange(access);
        var reset = Venue.Now.AddSeconds(1);
        account.Meet(Create, new StandInFault(false, 200, 10006)
        {
            Headers = new Dictionary<string, string>
            {
                ["X-Bapi-Limit"] = "20",
                ["X-Bapi-Limit-Status"] = "0",
                ["X-Bapi-Limit-Reset-Timestamp"] = reset.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            },
        });
        var limited = Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
        Assert.StartsWith("10006", limited.Reason, StringComparison.Ordinal);
        Assert.Equal(1, account.Count(Create));

        SubmitOutcome again;
        while ((again = await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default)) is SubmitOutcome.Unknown held)
        {
            Assert.StartsWith("rate-limit", held.Reason, StringComparison.Ordinal);
            Assert.Equal(1, account.Count(Create));
            await Task.Yield();
        }
        Assert.IsType<SubmitOutcome.Accepted>(again);
        Assert.True(Venue.Now >= reset);
        Assert.Equal(2, account.Count(Create));
    }

    [Fact]
    public async Task ClockSkew_OnceAnsweredSo_IsMeasuredAnewAndTheNextRequestPasses()
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        var exchange = new BybitExchange(access);
        await exchange.GetBalancesAsync(default);
        try
        {
            // A minute behind the venue is outside every window.
            Venue.Ahead = TimeSpan.FromMinutes(1);
            var skewed = Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
            Assert.StartsWith("10002", skewed.Reason, StringComparison.Ordinal);
            Assert.Equal(0, account.Count(Create));
            Assert.IsType<SubmitOutcome.Accepted>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
            Assert.InRange(await exchange.GetTimeAsync(default) - Venue.Now, TimeSpan.FromSeconds(-30), TimeSpan.FromSeconds(1));
        }
        finally
        {
            Venue.Ahead = TimeSpan.Zero;
            // The library's clock is the process's: let it find this one again.
            await Assert.ThrowsAsync<ExchangeUnavailableException>(() => exchange.GetBalancesAsync(default));
            await exchange.GetBalancesAsync(default);
        }
    }

    [Fact]
    public async Task Forbidden_OnceAnswered_SilencesEverythingForTenMinutes()
    {
        var account = Venue.Open();
        var clock = new TestKit.ManualTimeProvider(Venue.Now);
        using var access = new BybitAccess(
            new BybitSettings { Url = Venue.Address, ApiKey = account.Key, ApiSecret = account.Secret }, clock);
        var exchange = new BybitExchange(access);
        account.Meet(Create, new StandInFault(false, 403) { Body = "access too frequent" });
        Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
        Assert.IsType<SubmitOutcome.Unknown>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
        var silent = await Assert.ThrowsAsync<ExchangeUnavailableException>(() => exchange.GetBalancesAsync(default));
        Assert.Equal("http-403", silent.Code);
        Assert.Equal((1, 0), (account.Count(Create), account.Count("/v5/account/wallet-balance")));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.IsType<SubmitOutcome.Accepted>(await exchange.SubmitAsync(Order("a", OrderCategory.Spot), default));
    }

    [Fact]
    public async Task AnotherAddress_InTheSameProcess_IsRefused()
    {
        var account = Venue.Open();
        using var access = Venue.Connect(account);
        await new BybitExchange(access).GetTimeAsync(default);
        Assert.Throws<InvalidOperationException>(() => new BybitAccess(
            new BybitSettings { Url = BybitSettings.Testnet, ApiKey = "k", ApiSecret = "s" }, TestKit.WallClock.Instance));
    }
}
