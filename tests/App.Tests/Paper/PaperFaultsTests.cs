using Orchestrations.App.Exchange;
using Orchestrations.App.Paper;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Tests.Paper;

public sealed class PaperFaultsTests
{
    [Theory]
    [InlineData(PaperFault.LostAnswer, true, "timeout")]
    [InlineData(PaperFault.Timeout, false, "timeout")]
    [InlineData(PaperFault.RateLimited, false, "10006")]
    [InlineData(PaperFault.ClockSkew, false, "10002")]
    public async Task Submit_UnderAFault_IsUnknownAndTheOrderExistsOnlyIfTheAnswerWasLost(
        PaperFault fault, bool exists, string reason)
    {
        var world = Faulty(1.0, fault);
        var unknown = Assert.IsType<SubmitOutcome.Unknown>(await world.SubmitAsync("a", 0.01m));
        Assert.Contains(reason, unknown.Reason, StringComparison.Ordinal);
        Assert.Equal(exists ? 9_500m : 10_000m, await BalanceAsync(world));
        Assert.Equal(1, world.Exchange.Statistics.Faults[fault]);
    }

    [Fact]
    public async Task Submit_UnderAServerError_LeavesTheOrderForSomeIdsOnly()
    {
        var world = Faulty(1.0, PaperFault.ServerError);
        for (var i = 0; i < 40; i++)
            Assert.Contains("10016", Assert.IsType<SubmitOutcome.Unknown>(await world.SubmitAsync($"a{i}", 0.001m)).Reason,
                StringComparison.Ordinal);
        Assert.InRange(world.Exchange.Statistics.Filled, 10, 30);
    }

    [Fact]
    public async Task Submit_AtProbabilityOne_ComesThroughAfterTheAgreedNumberOfFaults()
    {
        var world = new PaperWorld(PaperWorld.Flat with { Faults = PaperFaults.At(1.0, 7) });
        var outcomes = new List<SubmitOutcome>();
        for (var i = 0; i < 4; i++)
            outcomes.Add(await world.SubmitAsync("a", 0.01m));
        Assert.All(outcomes[..3], outcome => Assert.IsType<SubmitOutcome.Unknown>(outcome));
        Assert.IsType<SubmitOutcome.Accepted>(outcomes[3]);
    }

    [Fact]
    public async Task Queries_AtProbabilityOne_FailWithACodeAndThenAnswer()
    {
        var world = new PaperWorld(PaperWorld.Flat with { Faults = PaperFaults.At(1.0, 7) });
        Func<Task>[] queries =
        [
            () => world.Exchange.GetBalancesAsync(default),
            () => world.Exchange.GetTimeAsync(default),
            () => world.Exchange.GetInstrumentAsync(PaperWorld.Btc, default),
            () => world.FindAsync("a"),
            () => world.FillsAsync("a"),
        ];
        foreach (var query in queries)
        {
            for (var i = 0; i < 3; i++)
            {
                var error = await Assert.ThrowsAsync<ExchangeUnavailableException>(query);
                Assert.Contains(error.Code, (string[])["timeout", "10006", "10002", "10016"]);
            }
            await query();
        }
    }

    [Fact]
    public async Task NewOrder_UnderDelayedVisibility_HidesForAFewLookUpsOnly()
    {
        var world = Faulty(1.0, PaperFault.DelayedVisibility);
        Assert.IsType<SubmitOutcome.Accepted>(await world.SubmitAsync("a", 0.01m));
        Assert.Null(await world.FindAsync("a"));
        var lookUps = 1;
        while (await world.FindAsync("a") is null)
            lookUps++;
        Assert.InRange(lookUps, 1, 3);
        Assert.Single(await world.FillsAsync("a"));
    }

    [Fact]
    public async Task Draws_FromOneSeed_RepeatAndDoNotDependOnOtherOrders()
    {
        var (alone, crowded, other) = (
            Options(0.5, 3), Options(0.5, 3), Options(0.5, 4));
        Assert.Equal(await OutcomesAsync(alone, 30, 1), await OutcomesAsync(crowded, 30, 3));
        Assert.NotEqual(await OutcomesAsync(alone, 30, 1), await OutcomesAsync(other, 30, 1));

        static PaperExchangeOptions Options(double p, long seed) => PaperWorld.Flat with { Faults = PaperFaults.At(p, seed) };

        static async Task<List<string>> OutcomesAsync(PaperExchangeOptions options, int count, int noise)
        {
            var world = new PaperWorld(options);
            var outcomes = new List<string>();
            for (var i = 0; i < count; i++)
            {
                outcomes.Add((await world.SubmitAsync($"a{i}", 0.001m)).GetType().Name);
                for (var j = 1; j < noise; j++)
                    await world.SubmitAsync($"noise-{i}-{j}", 0.001m);
            }
            return outcomes;
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public async Task Run_WithFaults_EndsInTheSameFillsAndBalancesAsWithout(double probability)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var calm = await RunAsync(seed, PaperFaults.None);
            var stormy = await RunAsync(seed, PaperFaults.At(probability, seed));
            Assert.True(calm.Fills.SequenceEqual(stormy.Fills), $"Fills differ at seed {seed}.");
            Assert.True(calm.Balances.SequenceEqual(stormy.Balances), $"Balances differ at seed {seed}.");
            Assert.Equal(0, stormy.Statistics.Duplicates);
            Assert.Equal(calm.Statistics.Submitted, stormy.Statistics.Submitted);
            Assert.Equal(calm.Statistics.Filled, stormy.Statistics.Filled);
            Assert.Equal(calm.Statistics.Rejected, stormy.Statistics.Rejected);
            Assert.True(stormy.Statistics.Faults.Values.Sum() > 0);
            CheckConservation(stormy, seed);
        }
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Probability_OutsideItsRange_IsRefused(double probability) =>
        Assert.ThrowsAny<ArgumentOutOfRangeException>(
            () => new PaperWorld(PaperWorld.Flat with { Faults = PaperFaults.At(probability, 1) }));

    // Coins come from nowhere and go nowhere: what is held is what was held, moved by fills and fees.
    static void CheckConservation(Outcome outcome, int seed)
    {
        var expected = new Dictionary<Asset, decimal> { [Asset.Usdt] = 20_000m };
        foreach (var fill in outcome.Fills)
        {
            var sign = fill.Side == OrderSide.Buy ? 1m : -1m;
            Move(fill.Pair.Base, sign * fill.Quantity.Amount);
            Move(fill.Pair.Quote, -sign * fill.Notional.Amount);
            Move(fill.Fee.Asset, -fill.Fee.Amount);
        }
        Assert.True(
            expected.Where(entry => entry.Value != 0m).OrderBy(entry => entry.Key.Code, StringComparer.Ordinal)
                .Select(entry => new Money(entry.Value, entry.Key)).SequenceEqual(outcome.Balances),
            $"Balances do not add up at seed {seed}.");
        Assert.All(outcome.Balances, balance => Assert.True(balance.IsPositive));

        void Move(Asset asset, decimal amount) => expected[asset] = expected.GetValueOrDefault(asset) + amount;
    }

    static async Task<Outcome> RunAsync(int seed, PaperFaults faults)
    {
        var world = new PaperWorld(new PaperExchangeOptions
        {
            StartBalances = [new Money(20_000m, Asset.Usdt)],
            Faults = faults,
        });
        for (var i = 0; i < 30; i++)
        {
            var draw = Chance.Hash(seed, "order", $"{i}", 0);
            world.Prices[PaperWorld.Btc] = 40_000m + draw % 20_000;
            world.Prices[PaperWorld.Eth] = 2_000m + draw % 1_000;
            var pair = draw % 3 == 0 ? PaperWorld.Eth : PaperWorld.Btc;
            var side = draw % 5 < 2 ? OrderSide.Sell : OrderSide.Buy;
            var size = (1 + draw / 7 % 300) * (pair == PaperWorld.Eth ? 0.01m : 0.0005m);
            await CompleteAsync(world, PaperWorld.Order($"s{seed}-{i}", size, side, pair));
        }
        var fills = new List<Fill>();
        await foreach (var fill in world.Exchange.ListFillsAsync(default))
            fills.Add(fill);
        var balances = await new PaperWorld(store: world.Store).Exchange.GetBalancesAsync(default);
        return new Outcome(fills, balances, world.Exchange.Statistics);
    }

    // What a careful caller does: send, look up when in doubt, send again under the same id.
    static async Task CompleteAsync(PaperWorld world, OrderRequest order)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (await world.Exchange.SubmitAsync(order, default) is SubmitOutcome.Rejected)
                return;
            for (var lookUp = 0; lookUp < 4; lookUp++)
                try
                {
                    if (await world.Exchange.FindOrderAsync(order.Pair, order.ClientId, default) is { IsFinal: true })
                        return;
                }
                catch (ExchangeUnavailableException)
                {
                    // Asked again in the next round.
                }
        }
        Assert.Fail($"{order.ClientId} came to no end.");
    }

    static PaperWorld Faulty(double probability, params PaperFault[] kinds) => new(
        PaperWorld.Flat with { Faults = PaperFaults.At(probability, 1) with { Kinds = kinds } });

    static Task<decimal> BalanceAsync(PaperWorld world) => new PaperWorld(store: world.Store).BalanceAsync("USDT");

    sealed record Outcome(IReadOnlyList<Fill> Fills, IReadOnlyList<Money> Balances, PaperExchangeStatistics Statistics);
}
