using System.Globalization;
using System.Text.Json;
using Orchestrations.TestKit;

namespace Orchestrations.Simulation.Tests;

/// <summary>
/// Hours that an exchange was down for: nothing is bought at a price that is an hour old, and nothing stays unbought.
/// </summary>
public sealed class OutageTests
{
    static readonly string[] Hourly =
        ["Dca:Schedule=0 5 * * * *", "Dca:Plan:IntervalHours=1", "Dca:Plan:DeploymentDays=7", "Dca:Plan:Capital=20000"];

    [Fact]
    public async Task Outage_InWrittenHours_IsRefusedAndCaughtUpOn()
    {
        using var data = Simulated.TwoPairs(12);
        var first = new DateOnly(2021, 1, 3);
        data.WriteHourly("BTCUSDT", first, BarFolder.Closes(30_000m, 144), 50, 51);
        data.WriteHourly("ETHUSDT", first, BarFolder.Closes(1_000m, 144), 50, 51);
        var run = await Simulated.RunAsync(data.Path, "2021-01-04", "2021-01-08", settings: Hourly);
        // Two hours without a bar, two pairs.
        CheckOutage(run, 120, 4);
    }

    [SharedDataFact]
    public async Task Outage_Of24March2023_IsRefusedAndCaughtUpOn()
    {
        var run = await Simulated.RunAsync(Repository.SharedData, "2023-03-22", "2023-03-26", settings: Hourly);
        // The bar of 13:00 UTC is missing.
        CheckOutage(run, 120, 2);
        Assert.All(Refusals(run), time => Assert.Equal(new DateTimeOffset(2023, 3, 24, 14, 5, 0, TimeSpan.Zero), time));
    }

    [SharedDataFact]
    public async Task Outage_InARangeOfDailyRuns_ChangesNothing()
    {
        var run = await Simulated.RunAsync(Repository.SharedData, "2023-03-01", "2023-04-15");
        Assert.True(run.Report.IsGood, run.Report.ToJson());
        Assert.Equal(2 * 46, run.Report.Orders.Filled);
    }

    static void CheckOutage(Simulated run, int hours, int refused)
    {
        Assert.True(run.Report.IsGood, run.Report.ToJson());
        Assert.Equal(hours, run.Report.Operations["dca"].Completed);
        Assert.Equal(2 * hours - refused, run.Report.Orders.Filled);
        Assert.Equal(refused, Refusals(run).Count);

        // What the outage kept from being bought is bought by the end: five of the seven days' deployment.
        var bought = run.Audit.Where(record => record.Kind == "order-outcome").Sum(record => Number(record.Data, "netNotional"));
        Assert.InRange(bought, 20_000m * 0.6m * 5 / 7 - 60m, 20_000m * 0.6m * 5 / 7);
    }

    static List<DateTimeOffset> Refusals(Simulated run) =>
    [
        .. run.Audit
            .Where(record => record.Kind == "order-outcome" && record.Data.Contains("ORC-RISK-002", StringComparison.Ordinal))
            .Select(record => record.Time),
    ];

    static decimal Number(string json, string property)
    {
        using var data = JsonDocument.Parse(json);
        return decimal.Parse(data.RootElement.GetProperty(property).GetString()!, CultureInfo.InvariantCulture);
    }
}
