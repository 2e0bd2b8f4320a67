using Orchestrations.App.Funding;
using Orchestrations.Domain.Assets;
using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Tests.Histories;

/// <summary>The funding cycles whose histories are kept.</summary>
static class FundingCases
{
    public static readonly Pair Btc = Pair.Parse("BTCUSDT");

    /// <summary>Two settlements above zero have happened, and the next is expected as high.</summary>
    public static void HighFunding(HistoryWorld world, decimal rate = 0.0002m)
    {
        world.OpenBooks();
        for (var i = 2; i >= 0; i--)
            world.Market.Rates.Add(new FundingRate(Btc, new DateTimeOffset(2024, 1, 15, 0, 0, 0, TimeSpan.Zero).AddHours(-8 * i), rate));
    }

    /// <summary>The next settlement happens.</summary>
    public static void Settle(HistoryWorld world, decimal rate)
    {
        world.Market.Rates.Add(new FundingRate(Btc, world.Market.Rates[^1].Time.AddHours(8), rate));
        world.Pass(TimeSpan.FromHours(8));
    }

    public static string Entered(HistoryWorld world)
    {
        HighFunding(world);
        var (result, instance) = world.Cycle();
        Assert.Equal("Hedged", result.Outcome);
        return instance;
    }

    public static string NoEntry(HistoryWorld world)
    {
        HighFunding(world, 0.00005m);
        var (result, instance) = world.Cycle();
        Assert.Equal(("None", 0m), (result.Outcome, result.Spot));
        return instance;
    }

    public static string Unwound(HistoryWorld world)
    {
        HighFunding(world);
        world.Contracts.RefusesToOpen = true;
        var (result, instance) = world.Cycle();
        Assert.Equal(("NotEntered", 0m), (result.Outcome, result.Short));
        Assert.Single(world.Alerts(), alert => alert.Code == "ORC-FUNDING-012");
        return instance;
    }

    public static string Closed(HistoryWorld world)
    {
        Entered(world);
        var closed = world.Close(nameof(CloseFundingOrchestrator), "FUNDING", "close-1");
        Assert.Equal((null, 2), (closed.Code, closed.Lines.Count));
        Assert.Equal(0m, world.Booked(PortfolioEngine.Funding, AccountKind.Contracts, "BTCUSDTPERP"));
        return "close-1";
    }

    public static string Exited(HistoryWorld world)
    {
        Entered(world);
        Settle(world, -0.0001m);
        var (result, instance) = world.Cycle();
        Assert.Equal(("Flat", "Exit"), (result.Outcome, result.Action));
        Assert.Equal(0m, world.Booked(PortfolioEngine.Funding, AccountKind.Contracts, "BTCUSDTPERP"));
        return instance;
    }
}
