using Orchestrations.Domain.Alerts;

namespace Orchestrations.Domain.Tests.Alerts;

public class QuietHoursTests
{
    static readonly QuietHours night = new(new TimeOnly(22, 0), new TimeOnly(7, 0), TimeZoneInfo.Utc);

    [Theory]
    [InlineData("2026-01-10T21:59:59Z", null)]
    [InlineData("2026-01-10T22:00:00Z", "2026-01-11T07:00:00Z")]
    [InlineData("2026-01-10T23:59:59Z", "2026-01-11T07:00:00Z")]
    [InlineData("2026-01-11T00:00:00Z", "2026-01-11T07:00:00Z")]
    [InlineData("2026-01-11T06:59:59Z", "2026-01-11T07:00:00Z")]
    [InlineData("2026-01-11T07:00:00Z", null)]
    public void Night_OverMidnight_EndsInTheMorning(string now, string? end) =>
        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end), night.EndAfter(DateTimeOffset.Parse(now)));

    [Fact]
    public void Noon_WithinOneDay_EndsTheSameDay()
    {
        var noon = new QuietHours(new TimeOnly(12, 0), new TimeOnly(13, 30), TimeZoneInfo.Utc);

        Assert.Equal(DateTimeOffset.Parse("2026-01-10T13:30:00Z"), noon.EndAfter(DateTimeOffset.Parse("2026-01-10T12:00:00Z")));
        Assert.Null(noon.EndAfter(DateTimeOffset.Parse("2026-01-10T11:00:00Z")));
    }

    [Fact]
    public void Zone_WithSummerTime_IsReadByItsWallClock()
    {
        var berlin = night with { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") };

        Assert.Equal(DateTimeOffset.Parse("2026-07-11T05:00:00Z"), berlin.EndAfter(DateTimeOffset.Parse("2026-07-10T20:00:00Z")));
        Assert.Equal(DateTimeOffset.Parse("2026-01-11T06:00:00Z"), berlin.EndAfter(DateTimeOffset.Parse("2026-01-10T21:00:00Z")));
    }

    // 2026-10-25, 03:00 summer time is 02:00 winter time: the hour from 00:00Z and the one from 01:00Z read the same.
    [Theory]
    [InlineData("2026-10-25T00:15:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T00:45:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T01:15:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("2026-10-25T01:30:00Z", null)]
    public void End_WithinTheHourThatComesTwice_IsInTheSecondAndQuietIsNotBroken(string now, string? end)
    {
        var berlin = new QuietHours(new TimeOnly(22, 0), new TimeOnly(2, 30), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(end is null ? null : DateTimeOffset.Parse(end), berlin.EndAfter(DateTimeOffset.Parse(now)));
    }

    [Fact]
    public void Year_OfEveryZone_HasOneStretchOfQuietANightThatEndsWhenItWasSaidTo()
    {
        foreach (var zone in (string[])["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"])
        {
            var quiet = new QuietHours(new TimeOnly(2, 10), new TimeOnly(2, 50), TimeZoneInfo.FindSystemTimeZoneById(zone));
            DateTimeOffset? said = null;
            for (var now = DateTimeOffset.Parse("2026-01-01T00:00:00Z"); now.Year == 2026; now += TimeSpan.FromMinutes(5))
            {
                var end = quiet.EndAfter(now);
                Assert.True(end is null || end > now, $"{zone} {now:O}");
                // Once quiet, it stays so until the end that was said first.
                Assert.True(said is null || now >= said || end == said, $"{zone} {now:O}: {said:O}, then {end:O}");
                said = end;
            }
        }
    }

    [Fact]
    public void End_WithinTheHourThatTheClocksSkip_ComesAfterIt()
    {
        var berlin = new QuietHours(new TimeOnly(1, 0), new TimeOnly(2, 30), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.Equal(DateTimeOffset.Parse("2026-03-29T01:00:00Z"), berlin.EndAfter(DateTimeOffset.Parse("2026-03-29T00:30:00Z")));
    }
}
