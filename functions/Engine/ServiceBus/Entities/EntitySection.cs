using System.Globalization;
using System.Xml;
using Microsoft.Extensions.Configuration;
using Orchestrations.Engine.Hosting;

namespace Orchestrations.Engine.ServiceBus.Entities;

/// <summary>Reads one entity's section of the configuration, and refuses keys and values that cannot be meant.</summary>
sealed class EntitySection(IConfigurationSection section)
{
    static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestLife = TimeSpan.FromDays(3660);

    static readonly string[] known =
    [
        nameof(EntityOptions.MaxDeliveryCount), nameof(EntityOptions.LockDuration), nameof(EntityOptions.RequiresSession),
        nameof(EntityOptions.RequiresDuplicateDetection), nameof(EntityOptions.DuplicateDetectionHistoryTimeWindow),
        nameof(EntityOptions.DefaultMessageTimeToLive), nameof(EntityOptions.DeadLetteringOnMessageExpiration),
        nameof(EntityOptions.MaxSizeInMegabytes),
    ];

    public bool ChoosesSessions => section[nameof(EntityOptions.RequiresSession)] is { Length: > 0 };

    /// <param name="also">A key beside the options that is allowed, or null.</param>
    /// <exception cref="HostException">ORC-BUS-001: a key or value cannot be used.</exception>
    public EntityOptions Read(string? also = null)
    {
        foreach (var child in section.GetChildren())
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase) && !child.Key.Equals(also, StringComparison.OrdinalIgnoreCase))
                throw Bad(section.Path, $"'{child.Key}' is no key of it. Known: {string.Join(", ", known)}.");
        var defaults = new EntityOptions();
        return new EntityOptions
        {
            MaxDeliveryCount = Number(nameof(EntityOptions.MaxDeliveryCount), defaults.MaxDeliveryCount, 1, 2000),
            LockDuration = Time(
                nameof(EntityOptions.LockDuration), EntityOptions.ShortestLock, EntityOptions.LongestLock) ?? defaults.LockDuration,
            RequiresSession = Flag(nameof(EntityOptions.RequiresSession)),
            RequiresDuplicateDetection = Flag(nameof(EntityOptions.RequiresDuplicateDetection)),
            DuplicateDetectionHistoryTimeWindow = Time(
                nameof(EntityOptions.DuplicateDetectionHistoryTimeWindow), EntityOptions.ShortestWindow, EntityOptions.LongestWindow)
                ?? defaults.DuplicateDetectionHistoryTimeWindow,
            DefaultMessageTimeToLive = Time(nameof(EntityOptions.DefaultMessageTimeToLive), ShortestLife, LongestLife),
            DeadLetteringOnMessageExpiration = Flag(nameof(EntityOptions.DeadLetteringOnMessageExpiration)),
            MaxSizeInMegabytes = Number(nameof(EntityOptions.MaxSizeInMegabytes), defaults.MaxSizeInMegabytes, 1, 5120),
        };
    }

    /// <summary>The refusal of a setting.</summary>
    public static HostException Bad(string path, string why) => new(BusErrors.BadEntity, $"The setting {path} cannot be used: {why}");

    int Number(string key, int otherwise, int least, int most) => section[key] is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Bad($"{section.Path}:{key}", $"'{text}' is no whole number from {least} to {most}.");

    bool Flag(string key) => section[key] is { Length: > 0 } text
        && (bool.TryParse(text, out var flag) ? flag : throw Bad($"{section.Path}:{key}", $"'{text}' is neither true nor false."));

    TimeSpan? Time(string key, TimeSpan least, TimeSpan most)
    {
        if (section[key] is not { Length: > 0 } text)
            return null;
        return TryParse(text, out var time) && time >= least && time <= most
            ? time
            : throw Bad($"{section.Path}:{key}", $"'{text}' is no time from {least} to {most}; write 00:01:00 or PT1M.");
    }

    static bool TryParse(string text, out TimeSpan time)
    {
        if (!text.StartsWith('P'))
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time);
        try
        {
            time = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception bad) when (bad is FormatException or OverflowException)
        {
            time = default;
            return false;
        }
    }
}
