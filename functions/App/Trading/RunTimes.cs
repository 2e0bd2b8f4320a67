namespace Orchestrations.App.Trading;

/// <summary>
/// The time a run decides for. A run that belongs to a day, an hour or a minute decides for the beginning of it, so that what it
/// counts (days held, days apart, cool-downs) does not depend on how late it began.
/// </summary>
static class RunTimes
{
    /// <summary>The beginning of the span that holds a time, counted from midnight UTC.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan span) => new(time.UtcTicks - time.UtcTicks % span.Ticks, TimeSpan.Zero);
}
