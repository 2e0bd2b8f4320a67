using System.Globalization;
using System.Text;

namespace Orchestrations.Domain.Alerts;

/// <summary>
/// Makes text that came from elsewhere (a symbol, an exchange's message) harmless for where it is shown. Nothing of it may
/// become a link, a mention, a format or a line of its own.
/// </summary>
public static class AlertText
{
    // Discord's markup, and what begins mentions, links and custom emoji there.
    const string DiscordMarkup = "\\*_~`|>#-+.[]()<@!:";

    const char Ellipsis = '…';

    // Shows nothing, and keeps what stands on its two sides from being read as one word.
    const char Apart = '\u200B';

    /// <summary>One line of plain text: control, format and private characters become blanks, long texts are cut.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="most">The most characters of the result, at least 1.</param>
    public static string Line(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var clean = new StringBuilder(Math.Min(text.Length, most) + 1);
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = IsHidden(rune) ? new Rune(' ') : rune;
            if (clean.Length + shown.Utf16SequenceLength > most)
            {
                CutTo(clean, most - 1);
                return clean.Append(Ellipsis).ToString();
            }
            clean.Append(shown);
        }
        return clean.ToString();
    }

    /// <summary>The same for messengers that make links, mentions and commands of plain text by themselves.</summary>
    public static string Unlinked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var apart = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            apart.Append(text[i]);
            // "@name", "/command", "#tag", "https://", "www.host" and "host.tld" are what is looked for.
            var joins = text[i] is '@' or '/' or '#' or ':'
                || (text[i] == '.' && i + 1 < text.Length && char.IsLetter(text[i + 1]));
            if (joins)
                apart.Append(Apart);
        }
        return apart.ToString();
    }

    /// <summary>The same for Discord, whose markup is escaped too.</summary>
    public static string ForDiscord(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (DiscordMarkup.Contains(c, StringComparison.Ordinal))
                escaped.Append('\\');
            escaped.Append(c);
            if (c is '@' or '/' or '#')
                escaped.Append(Apart);
        }
        return escaped.ToString();
    }

    static bool IsHidden(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;

    static void CutTo(StringBuilder text, int length)
    {
        if (text.Length > length)
            text.Length = length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
    }
}
