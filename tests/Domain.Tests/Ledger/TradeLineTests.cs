using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Orders;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.Domain.Tests.Ledger;

/// <summary>Trades read back off the entries that the journal keeps: the words are a part of the format.</summary>
public class TradeLineTests
{
    [Theory]
    [InlineData(OrderSide.Buy)]
    [InlineData(OrderSide.Sell)]
    public void Fill_ReadBack_IsTheFill(OrderSide side)
    {
        var fee = side == OrderSide.Buy ? new Money(0.00002m, Samples.Btc.Base) : Samples.Usdt(0.84m);
        var fill = Samples.Fill(Samples.Btc, side, 0.02m, 42_000.25m, fee, "e-7");

        var trade = TradeLine.Of(JournalEntries.Fill(fill, PortfolioEngine.Tactical));

        Assert.Equal(
            new TradeLine(
                "e-7", Samples.Start, PortfolioEngine.Tactical, OrderCategory.Spot, TransactionKind.Trade, "BTCUSDT", side, 0.02m,
                42_000.25m, 840.005m, fee, 0m, "dca-test"),
            trade);
    }

    [Theory]
    [InlineData(TransactionKind.Trade, OrderSide.Buy, -3.5, 0)]
    [InlineData(TransactionKind.Settlement, OrderSide.Sell, 0, 0.49)]
    [InlineData(TransactionKind.Settlement, OrderSide.Buy, 0, -0.49)]
    [InlineData(TransactionKind.Liquidation, OrderSide.Sell, -120, 0)]
    [InlineData(TransactionKind.Deleverage, OrderSide.Sell, 12, 0)]
    public void Contract_ReadBack_IsTheLineOfTheLog(TransactionKind kind, OrderSide side, double profit, double funding)
    {
        var fee = Samples.Usdt(kind == TransactionKind.Settlement ? 0m : 0.8525m);
        var line = new Transaction(
            "log-9", kind, Samples.Eth, side, new Quantity(0.031m, Samples.Eth.Base), new Price(2_500.5m, Samples.Eth),
            Samples.Usdt((decimal)profit), Samples.Usdt((decimal)funding), fee, Samples.Start);

        var trade = TradeLine.Of(ContractEntries.Of(line, PortfolioEngine.Trend)!);

        Assert.Equal(
            new TradeLine(
                "log-9", Samples.Start, PortfolioEngine.Trend, OrderCategory.Linear, kind, "ETHUSDT", side, 0.031m, 2_500.5m, 77.5155m,
                fee, (decimal)funding, null),
            trade);
    }

    [Fact]
    public void Transfer_AndCapital_AreNoTrades()
    {
        Assert.Null(TradeLine.Of(JournalEntries.Deposit("d", PortfolioEngine.Core, Samples.Usdt(1m), Samples.Start)));
        Assert.Null(TradeLine.Of(JournalEntries.Transfer(
            "t", PortfolioEngine.Core, PortfolioEngine.Trend, Samples.Usdt(1m), Samples.Start)));
    }
}
