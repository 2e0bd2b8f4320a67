namespace Orchestrations.Simulation.Tests;

/// <summary>Lost answers, time-outs, refused requests and hidden orders change nothing of what is bought and booked.</summary>
public sealed class FaultsTests : IAsyncLifetime
{
    const string From = "2021-01-02";
    const string To = "2021-04-01";

    readonly TestKit.BarFolder data = Simulated.TwoPairs(100);
    Simulated calm = null!;

    public async Task InitializeAsync() => calm = await Simulated.RunAsync(data.Path, From, To);

    public Task DisposeAsync()
    {
        data.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.1, 3)]
    [InlineData(0.3, 1)]
    [InlineData(0.3, 42)]
    [InlineData(0.7, 5)]
    [InlineData(1.0, 1)]
    public async Task Faults_OfAnySeed_LeaveFillsAndLedgerAsTheyAre(double faults, long seed)
    {
        var stormy = await Simulated.RunAsync(data.Path, From, To, seed, faults);
        Assert.True(stormy.Report.Orders.FaultsInjected.Values.Sum() > 50, "Too few faults to tell anything.");
        Assert.Equal(0, stormy.Report.Orders.Duplicates);
        Assert.Equal(calm.Report.OrderListHash, stormy.Report.OrderListHash);
        Assert.Equal(calm.Postings, stormy.Postings);
        Assert.Equal(calm.Balances, stormy.Balances);
        Assert.Equal(
            (calm.Report.Orders.Submitted, calm.Report.Orders.Filled, calm.Report.Orders.Rejected),
            (stormy.Report.Orders.Submitted, stormy.Report.Orders.Filled, stormy.Report.Orders.Rejected));
        Assert.True(stormy.Report.Ledger is { Balanced: true, AgreesWithExchange: true }, stormy.Report.Ledger.ToString());
        Assert.True(stormy.Report.IsGood, stormy.Report.ToJson());
    }

    [Fact]
    public void NoFaults_InTheReport_AreNone()
    {
        Assert.Equal(180, calm.Report.Orders.Filled);
        Assert.Equal(0, calm.Report.Orders.FaultsInjected.Values.Sum());
        Assert.True(calm.Report.IsGood);
    }
}
