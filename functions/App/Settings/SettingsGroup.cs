using Microsoft.Extensions.Configuration;

namespace Orchestrations.App.Settings;

/// <summary>Settings that are read by one part of the product.</summary>
/// <param name="Title">The part, as a heading.</param>
/// <param name="Settings">In the order they are read.</param>
public sealed record SettingsGroup(string Title, IReadOnlyList<Setting> Settings)
{
    static readonly IConfiguration nothing = new ConfigurationBuilder().Build();

    /// <summary>Finds what a part reads by letting it read: the list and the code are one and cannot differ.</summary>
    /// <param name="title">The part, as a heading.</param>
    /// <param name="read">Reads everything the part ever reads; it is given nothing, so that defaults hold.</param>
    public static SettingsGroup Of(string title, Action<SettingsReader> read)
    {
        var reader = new SettingsReader(nothing);
        read(reader);
        return new SettingsGroup(title, reader.Declared);
    }
}
