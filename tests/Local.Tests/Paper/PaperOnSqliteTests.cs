using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.App.Paper;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Orders;
using Orchestrations.Local.Storage;

namespace Orchestrations.Local.Tests.Paper;

public sealed class PaperOnSqliteTests : IDisposable
{
    static readonly Pair Btc = Pair.Parse("BTCUSDT");
    static readonly ClientOrderId Id = new("dca-plan-20240115-btc");

    readonly string folder = Directory.CreateTempSubdirectory("orchestrations-paper-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Account_AfterTheFileWasReopened_IsExactlyAsItWas()
    {
        var path = Path.Combine(folder, "state.db");
        var clock = new FixedClock();
        IReadOnlyList<Fill> fills;
        IReadOnlyList<Money> balances;
        using (var store = new SqliteStore(path))
        using (var exchange = new PaperExchange(new SyntheticMarketData(clock, 1), store, clock))
        {
            var order = new OrderRequest(Id, Btc, OrderSide.Buy, new Quantity(0.123456m, Btc.Base));
            Assert.IsType<SubmitOutcome.Accepted>(await exchange.SubmitAsync(order, default));
            fills = await exchange.GetFillsAsync(Btc, Id, default);
            balances = await exchange.GetBalancesAsync(default);
        }
        using (var store = new SqliteStore(path))
        using (var exchange = new PaperExchange(new SyntheticMarketData(clock, 1), store, clock))
        {
            Assert.NotEmpty(fills);
            Assert.Equal(fills, await exchange.GetFillsAsync(Btc, Id, default));
            Assert.Equal(balances, await exchange.GetBalancesAsync(default));
            var again = new OrderRequest(Id, Btc, OrderSide.Buy, new Quantity(0.123456m, Btc.Base));
            Assert.Equal(new SubmitOutcome.Accepted(null), await exchange.SubmitAsync(again, default));
            Assert.Equal(balances, await exchange.GetBalancesAsync(default));
        }
    }

    sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 1, 15, 0, 5, 0, TimeSpan.Zero);
    }
}
