using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Tests.MarketData.Synthetic;

public sealed class SyntheticMarketDataTests
{
    static readonly Pair Btc = Pair.Parse("BTCUSDT");
    static readonly Pair Eth = Pair.Parse("ETHUSDT");
    static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Clock clock = new("2024-06-01T12:34:56Z");

    [Fact]
    public void Price_AtTheAnchor_IsTheBasePrice()
    {
        var market = new SyntheticMarketData(clock, 1);
        Assert.Equal(60_000m, market.PriceAt(Btc, Start));
        Assert.Equal(3_000m, market.PriceAt(Eth, Start));
        Assert.Equal(100m, market.PriceAt(Pair.Parse("DOGEUSDT"), Start));
    }

    [Fact]
    public void Price_DoesNotDependOnWhatWasAskedBefore()
    {
        var times = Enumerable.Range(-400, 800).Select(i => Start.AddHours(i * 31).AddMinutes(i)).ToList();
        var (forward, backward) = (new SyntheticMarketData(clock, 5), new SyntheticMarketData(clock, 5));
        var first = times.Select(time => forward.PriceAt(Btc, time)).ToList();
        var second = Enumerable.Reverse(times).Select(time => backward.PriceAt(Btc, time)).Reverse().ToList();
        Assert.Equal(first, second);
    }

    [Fact]
    public void Price_IsTheSameOnEveryMachine()
    {
        // Recorded values: a change of them is a change of every simulation that was ever run on this market.
        var market = new SyntheticMarketData(clock, 42);
        Assert.Equal(60_035.66m, market.PriceAt(Btc, Start.AddDays(1)));
        Assert.Equal(36_212.89m, market.PriceAt(Btc, Start.AddDays(-1000)));
        Assert.Equal(77_000.26m, market.PriceAt(Btc, Start.AddDays(700).AddMinutes(617)));
        Assert.Equal(2_996.76m, market.PriceAt(Eth, Start.AddMinutes(1)));
    }

    [Fact]
    public void Price_StandsWithinABucketAndIsOnTheTick()
    {
        var market = new SyntheticMarketData(clock, 1, new SyntheticMarketDataOptions { Bucket = TimeSpan.FromHours(1) });
        var price = market.PriceAt(Btc, Start.AddHours(5));
        Assert.Equal(price, market.PriceAt(Btc, Start.AddHours(5).AddMinutes(59).AddSeconds(59)));
        Assert.NotEqual(price, market.PriceAt(Btc, Start.AddHours(6)));
        Assert.Equal(0m, price % 0.01m);
    }

    [Fact]
    public void Seeds_AndPairs_HaveTheirOwnWalks()
    {
        var (one, two) = (new SyntheticMarketData(clock, 1), new SyntheticMarketData(clock, 2));
        Assert.NotEqual(one.PriceAt(Btc, clock.Now), two.PriceAt(Btc, clock.Now));
        Assert.NotEqual(one.PriceAt(Btc, clock.Now) / 60_000m, one.PriceAt(Eth, clock.Now) / 3_000m);
    }

    [Fact]
    public void Walk_HasAboutTheVolatilityAskedFor()
    {
        var market = new SyntheticMarketData(clock, 9);
        Assert.InRange(Annual(24), 0.55, 0.65);
        Assert.InRange(Annual(1), 0.55, 0.65);

        double Annual(int hours)
        {
            var returns = Enumerable.Range(0, 2000)
                .Select(i => Math.Log((double)(market.PriceAt(Btc, Start.AddHours((i + 1) * hours))
                    / market.PriceAt(Btc, Start.AddHours(i * hours)))))
                .ToList();
            return Math.Sqrt(returns.Average(r => r * r) * 365.0 * 24.0 / hours);
        }
    }

    [Fact]
    public void Walk_IsContinuous()
    {
        var market = new SyntheticMarketData(clock, 3);
        for (var minute = 0; minute < 3 * 1440; minute++)
        {
            var before = market.PriceAt(Btc, Start.AddMinutes(minute));
            var after = market.PriceAt(Btc, Start.AddMinutes(minute + 1));
            Assert.InRange(after / before, 0.99m, 1.01m);
        }
    }

    [Fact]
    public async Task Quote_SurroundsThePriceAndIsTimedNow()
    {
        var market = new SyntheticMarketData(clock, 1);
        var quote = await market.GetQuoteAsync(Btc, default);
        Assert.True(quote.Bid.Value < quote.Last.Value && quote.Last.Value < quote.Ask.Value);
        Assert.Equal(clock.Now, quote.Time);
        Assert.Equal("synthetic market, seed 1", market.Description);
    }

    [Fact]
    public async Task DailyBars_AreClosedConsistentAndJoinUp()
    {
        var market = new SyntheticMarketData(clock, 1);
        var bars = await market.GetDailyBarsAsync(Btc, 250, default);
        Assert.Equal(250, bars.Count);
        Assert.Equal(new DateTimeOffset(2024, 6, 1, 0, 0, 0, TimeSpan.Zero), bars[^1].CloseTime);
        for (var i = 0; i < bars.Count; i++)
        {
            Assert.True(bars[i].Low <= bars[i].Open && bars[i].Low <= bars[i].Close);
            Assert.True(bars[i].High >= bars[i].Open && bars[i].High >= bars[i].Close);
            Assert.True(bars[i].Volume > 0m);
            if (i > 0)
                Assert.Equal((bars[i - 1].CloseTime, bars[i - 1].Close), (bars[i].OpenTime, bars[i].Open));
        }
        // The quote at a day's first instant is the close of the day before: nothing of the running day shows.
        clock.Set("2024-06-01T00:00:00Z");
        Assert.Equal(bars[^1].Close, (await market.GetQuoteAsync(Btc, default)).Last.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Bucket_ThatDoesNotDivideTheDay_IsRefused(int minutes) =>
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => new SyntheticMarketData(
            clock, 1, new SyntheticMarketDataOptions { Bucket = TimeSpan.FromMinutes(minutes) }));
}
