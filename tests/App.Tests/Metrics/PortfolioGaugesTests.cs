using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Alerts;
using Orchestrations.App.Health;
using Orchestrations.App.Metrics;
using Orchestrations.App.Portfolio;
using Orchestrations.App.Trading;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Tests.Metrics;

public class PortfolioGaugesTests
{
    [Theory]
    [InlineData(-86_400)]
    [InlineData(16)]
    public async Task Refresh_AfterTheClockWentOnOrWasPutBack_ReadsAnew(int seconds)
    {
        using var bench = new Bench();
        using var gauges = new PortfolioGauges(
            new PortfolioValuation(bench.Ledger, bench), bench.Paper.Perpetuals, bench.Claims, bench.Breakers, bench.Alerts,
            new HealthBoard(bench.Time), new TradingSettings(TradingMode.Paper, "main"), bench.Time, NullLogger<PortfolioGauges>.Instance);
        using var meter = new Meter("a test of gauges");
        gauges.ShowOn(meter);
        await gauges.RefreshAsync(Bench.None);
        await bench.Alerts.RaiseAsync(new Alert("a", AlertSeverity.P0, "ORC-FUNDING-011", "thing", "It happened."));
        await gauges.RefreshAsync(Bench.None);
        Assert.Equal(0, OpenIn(meter));

        bench.Time.Now += TimeSpan.FromSeconds(seconds);
        await gauges.RefreshAsync(Bench.None);

        Assert.Equal(1, OpenIn(meter));
    }

    static int OpenIn(Meter meter)
    {
        var open = -1;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter == meter && instrument.Name == "orchestrations.alerts.open")
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => open = (string?)tags[0].Value == "P0" ? value : open);
        listener.Start();
        listener.RecordObservableInstruments();
        return open;
    }
}
