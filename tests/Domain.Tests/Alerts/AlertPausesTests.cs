using Orchestrations.Domain.Alerts;

namespace Orchestrations.Domain.Tests.Alerts;

public class AlertPausesTests
{
    [Theory]
    [InlineData(1, null, 5)]
    [InlineData(2, null, 10)]
    [InlineData(7, null, 320)]
    [InlineData(8, null, 600)]
    [InlineData(1000, null, 600)]
    [InlineData(1, 30, 30)]
    [InlineData(7, 30, 320)]
    [InlineData(1, 1_000_000, 3600)]
    public void Pause_OfAnAttempt_DoublesAndIsNeverShorterThanAskedFor(int attempt, int? asked, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), AlertPauses.After(attempt, asked is { } wanted ? TimeSpan.FromSeconds(wanted) : null));

    [Fact]
    public void Attempts_AllTogether_TakeAboutAnHourAndAHalf()
    {
        var sum = Enumerable.Range(1, AlertPauses.MostAttempts - 1).Sum(attempt => AlertPauses.After(attempt, null).TotalMinutes);

        Assert.InRange(sum, 75, 105);
    }
}
