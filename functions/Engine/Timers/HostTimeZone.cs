using Microsoft.Extensions.Configuration;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.Timers;

/// <summary>The zone of all cron schedules: the setting WEBSITE_TIME_ZONE, an IANA name; UTC without it.</summary>
static class HostTimeZone
{
    public const string Setting = "WEBSITE_TIME_ZONE";

    /// <exception cref="HostException">ORC-HOST-009: the zone is unknown, or the machine has no time zone data.</exception>
    public static TimeZoneInfo From(IConfiguration? settings)
    {
        var name = settings?[Setting];
        if (string.IsNullOrWhiteSpace(name) || name is "UTC" or "Etc/UTC")
            return TimeZoneInfo.Utc;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception failure) when (failure is TimeZoneNotFoundException or InvalidTimeZoneException
            or System.Security.SecurityException or UnauthorizedAccessException or IOException or ArgumentException)
        {
            throw new HostException(
                HostErrors.UnknownTimeZone,
                $"{Setting} is '{name}', which this machine does not know. Use an IANA name such as Europe/Berlin; "
                + "if it is one, install the machine's time zone data (package tzdata).",
                failure);
        }
    }
}
