using System.Globalization;
using Orchestrations.Engine.Hosting;
using Orchestrations.Engine.Timers;

namespace Orchestrations.Engine.Tests.Timers;

public class CronScheduleTests
{
    static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("0 */5 * * * *", "2024-01-01T00:02:30Z", "2024-01-01T00:05:00Z")]
    [InlineData("*/5 * * * *", "2024-01-01T00:02:30Z", "2024-01-01T00:05:00Z")]
    [InlineData("30 0 0 1 * *", "2024-01-01T00:00:30Z", "2024-02-01T00:00:30Z")]
    [InlineData("0 30 9 * Jan Mon-Fri", "2024-01-05T09:30:00Z", "2024-01-08T09:30:00Z")]
    [InlineData("0 0 0 29 2 *", "2024-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 12 * * sun", "2024-01-01T00:00:00Z", "2024-01-07T12:00:00Z")]
    public void NextAfter_InUtc_IsTheNextOccurrence(string schedule, string after, string expected)
        => Assert.Equal(At(expected), TimerSchedule.Parse(schedule, "f", TimeZoneInfo.Utc).NextAfter(At(after)));

    [Theory]
    // A plain day: 09:00 is 08:00 UTC in winter and 07:00 UTC in summer.
    [InlineData("0 0 9 * * *", "2024-03-30T00:00:00Z", "2024-03-30T08:00:00Z")]
    [InlineData("0 0 9 * * *", "2024-03-30T08:00:00Z", "2024-03-31T07:00:00Z")]
    // 31 March 2024, 02:00 becomes 03:00: what lies between happens once, at the shift, and then the next day as always.
    [InlineData("0 30 2 * * *", "2024-03-30T01:30:00Z", "2024-03-31T01:00:00Z")]
    [InlineData("0 30 2 * * *", "2024-03-31T01:00:00Z", "2024-04-01T00:30:00Z")]
    [InlineData("0 0,20,40 2 * * *", "2024-03-30T01:40:00Z", "2024-03-31T01:00:00Z")]
    [InlineData("0 0,20,40 2 * * *", "2024-03-31T01:00:00Z", "2024-04-01T00:00:00Z")]
    [InlineData("0 0 2,3 * * *", "2024-03-31T01:00:00Z", "2024-04-01T00:00:00Z")]
    // 27 October 2024, 03:00 becomes 02:00: what comes twice happens the first time only.
    [InlineData("0 30 2 * * *", "2024-10-26T00:30:00Z", "2024-10-27T00:30:00Z")]
    [InlineData("0 30 2 * * *", "2024-10-27T00:30:00Z", "2024-10-28T01:30:00Z")]
    [InlineData("0 30 2 * * *", "2024-10-27T01:10:00Z", "2024-10-28T01:30:00Z")]
    [InlineData("0 0 3 * * *", "2024-10-27T00:30:00Z", "2024-10-27T02:00:00Z")]
    // No hour named: time goes on through both.
    [InlineData("0 0 * * * *", "2024-10-27T00:00:00Z", "2024-10-27T01:00:00Z")]
    [InlineData("0 0 * * * *", "2024-10-27T01:00:00Z", "2024-10-27T02:00:00Z")]
    [InlineData("0 */20 * * * *", "2024-10-27T00:40:00Z", "2024-10-27T01:00:00Z")]
    [InlineData("0 */20 * * * *", "2024-10-27T01:00:00Z", "2024-10-27T01:20:00Z")]
    [InlineData("0 0 * * * *", "2024-03-31T00:00:00Z", "2024-03-31T01:00:00Z")]
    [InlineData("0 15 * * * *", "2024-03-31T00:15:00Z", "2024-03-31T01:15:00Z")]
    public void NextAfter_InBerlin_KeepsToTheWallClock(string schedule, string after, string expected)
        => Assert.Equal(At(expected), TimerSchedule.Parse(schedule, "f", Berlin).NextAfter(At(after)));

    [Theory]
    // 10 March 2024, 02:00 becomes 03:00.
    [InlineData("0 30 2 * * *", "2024-03-09T07:30:00Z", "2024-03-10T07:00:00Z")]
    [InlineData("0 30 2 * * *", "2024-03-10T07:00:00Z", "2024-03-11T06:30:00Z")]
    [InlineData("0 30 9 * * Mon-Fri", "2024-03-08T14:30:00Z", "2024-03-11T13:30:00Z")]
    // 3 November 2024, 02:00 becomes 01:00.
    [InlineData("0 30 1 * * *", "2024-11-03T05:00:00Z", "2024-11-03T05:30:00Z")]
    [InlineData("0 30 1 * * *", "2024-11-03T05:30:00Z", "2024-11-04T06:30:00Z")]
    [InlineData("0 0 * * * *", "2024-11-03T05:00:00Z", "2024-11-03T06:00:00Z")]
    public void NextAfter_InNewYork_KeepsToTheWallClock(string schedule, string after, string expected)
        => Assert.Equal(At(expected), TimerSchedule.Parse(schedule, "f", Zone("America/New_York")).NextAfter(At(after)));

    [Theory]
    // Lord Howe shifts by half an hour. 6 October 2024, 02:00 (+10:30) becomes 02:30 (+11:00).
    [InlineData("0 15 2 * * *", "2024-10-04T15:45:00Z", "2024-10-05T15:30:00Z")]
    [InlineData("0 15 2 * * *", "2024-10-05T15:30:00Z", "2024-10-06T15:15:00Z")]
    [InlineData("0 45 2 * * *", "2024-10-05T15:00:00Z", "2024-10-05T15:45:00Z")]
    // 7 April 2024, 02:00 (+11:00) becomes 01:30 (+10:30).
    [InlineData("0 45 1 * * *", "2024-04-06T14:00:00Z", "2024-04-06T14:45:00Z")]
    [InlineData("0 45 1 * * *", "2024-04-06T14:45:00Z", "2024-04-07T15:15:00Z")]
    [InlineData("0 15 2 * * *", "2024-04-06T14:45:00Z", "2024-04-06T15:45:00Z")]
    public void NextAfter_OnLordHowe_KeepsToTheWallClock(string schedule, string after, string expected)
        => Assert.Equal(At(expected), TimerSchedule.Parse(schedule, "f", Zone("Australia/Lord_Howe")).NextAfter(At(after)));

    [Fact]
    public void NextAfter_OverTenYearsInBerlin_IsDailyAndInOrder()
    {
        var schedule = TimerSchedule.Parse("0 30 2 * * *", "f", Berlin);
        var days = 0;
        var at = At("2020-01-01T00:00:00Z");
        for (var next = schedule.NextAfter(at); next < At("2030-01-01T00:00:00Z"); next = schedule.NextAfter(at))
        {
            Assert.InRange(next - at, TimeSpan.FromMinutes(1), TimeSpan.FromHours(25.5));
            at = next;
            days++;
        }
        Assert.Equal(3653, days);
    }

    [Fact]
    public void NextAfter_AnInterval_CountsFromTheLastRun()
        => Assert.Equal(
            At("2024-01-01T00:07:00Z"),
            TimerSchedule.Parse("00:05:00", "f", TimeZoneInfo.Utc).NextAfter(At("2024-01-01T00:02:00Z")));

    [Theory]
    [InlineData("")]
    [InlineData("every day")]
    [InlineData("* * *")]
    [InlineData("0 0 25 * * *")]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("a b c d e f")]
    [InlineData("24:00:00")]
    [InlineData("00:00:00")]
    [InlineData("-00:05:00")]
    public void Parse_SomethingElse_NamesTheFunctionAndTheRemedy(string schedule)
    {
        var refused = Assert.Throws<HostException>(() => TimerSchedule.Parse(schedule, "Nightly", TimeZoneInfo.Utc));
        Assert.Equal("ORC-HOST-005", refused.Code);
        Assert.Contains("Nightly", refused.Message, StringComparison.Ordinal);
        Assert.Contains("{second} {minute}", refused.Message, StringComparison.Ordinal);
    }

    static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    static DateTime At(string time)
        => DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
}
