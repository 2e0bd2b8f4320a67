using System.Globalization;
using Orchestrations.TestKit;

namespace Orchestrations.Simulation.Tests;

/// <summary>
/// The ledger against arithmetic that shares nothing with the product: closes read from the file, and a loop of plain
/// decimals. Zero spread and impact make the price the close; the fee is 0.1 % of the coin that is bought.
/// </summary>
public sealed class HandArithmeticTests
{
    static readonly string[] AtTheClose =
        ["Paper:HalfSpreadBasisPoints=0", "Paper:ImpactBasisPointsPerMillion=0", "MarketData:HalfSpreadBasisPoints=0"];

    [Theory]
    [InlineData(10_000, 100)]
    [InlineData(1_000_000, 25_000)]
    [InlineData(777.77, 33.33)]
    public async Task Balances_OfWrittenCloses_AreThoseOfHandArithmetic(double capital, double amount)
    {
        using var data = Simulated.TwoPairs(120);
        await CompareAsync(data, "2021-01-02", "2021-04-30", (decimal)capital, (decimal)amount);
    }

    [SharedDataFact]
    public async Task Balances_OfRecordedCloses_AreThoseOfHandArithmetic()
    {
        // The daily files alone, so that the one close of a day is the price of the day after.
        using var data = new BarFolder();
        foreach (var symbol in new[] { "BTCUSDT", "ETHUSDT" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(data.Daily(symbol))!);
            File.Copy(Path.Combine(Repository.SharedData!, "spot-daily", symbol + "_1d.csv"), data.Daily(symbol));
        }
        await CompareAsync(data, "2021-01-01", "2023-12-31", 10_000m, 100m);
    }

    static async Task CompareAsync(BarFolder data, string from, string to, decimal capital, decimal amount)
    {
        var run = await Simulated.RunAsync(data.Path, from, to, settings: [
            .. AtTheClose,
            FormattableString.Invariant($"Dca:Plan:Capital={capital}"),
            FormattableString.Invariant($"Dca:Plan:AmountPerInterval={amount}")]);
        var first = DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var days = run.Report.To.DayNumber - run.Report.From.DayNumber + 1;
        var btc = Buy(Closes(data.Daily("BTCUSDT"), first, days), capital, amount, 0.40m, 0.000001m);
        var eth = Buy(Closes(data.Daily("ETHUSDT"), first, days), capital, amount, 0.20m, 0.00001m);

        Assert.Equal(2 * days, run.Report.Orders.Filled);
        Assert.Equal(btc.Coins, run.Holding("BTC"));
        Assert.Equal(eth.Coins, run.Holding("ETH"));
        Assert.Equal(run.Report.Equity.Start - btc.Spent - eth.Spent, run.Holding("USDT"));
    }

    /// <summary>
    /// 14 days of the share of the capital, then the share's part of the amount; what rounding left is due again.
    /// </summary>
    static (decimal Coins, decimal Spent) Buy(
        decimal[] prices, decimal capital, decimal amount, decimal share, decimal lot)
    {
        decimal coins = 0m, spent = 0m, net = 0m;
        for (var n = 1; n <= prices.Length; n++)
        {
            var price = prices[n - 1];
            var due = capital * share * Math.Min(n, 14) / 14 + amount * share * Math.Max(0, n - 14) / 0.60m;
            var open = decimal.Floor((due - net) * 100_000_000m) / 100_000_000m;
            var size = decimal.Floor(open / price / lot) * lot;
            var fee = size * 0.001m;
            coins += size - fee;
            spent += size * price;
            net += (size - fee) * price;
        }
        return (coins, spent);
    }

    // The run of a day buys at the close of the day before.
    static decimal[] Closes(string file, DateOnly first, int days)
    {
        var closes = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).ToDictionary(row => row[0], row => row[4]);
        return [.. Enumerable.Range(-1, days).Select(day => decimal.Parse(
            closes[first.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], CultureInfo.InvariantCulture))];
    }
}
