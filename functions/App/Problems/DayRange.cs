using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Orchestrations.App.Problems;

/// <summary>Which days are asked for, both ends included; null for no end.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
public sealed record DayRange(DateOnly? From, DateOnly? To)
{
    /// <summary>Every day.</summary>
    public static DayRange All { get; } = new(null, null);

    /// <summary>Reads the query <c>from</c> and <c>to</c>.</summary>
    /// <exception cref="ProblemException">ORC-HTTP-004: one is no day, or the range ends before it begins.</exception>
    public static DayRange Read(IQueryCollection query)
    {
        var range = new DayRange(Day(query, "from"), Day(query, "to"));
        return range.From > range.To
            ? throw Refused(FormattableString.Invariant($"The range from {range.From:yyyy-MM-dd} to {range.To:yyyy-MM-dd} ends before it begins."))
            : range;
    }

    /// <summary>A day of the query; null when it is left out.</summary>
    /// <exception cref="ProblemException">ORC-HTTP-004: it is no day.</exception>
    public static DateOnly? Day(IQueryCollection query, string name)
    {
        var text = query[name].ToString();
        if (text.Length == 0)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2009 and <= 2200
            ? day
            : throw Refused($"{name} '{text}' is refused; use a day such as 2026-01-31.");
    }

    /// <summary>True when a day is in the range.</summary>
    public bool Has(DateOnly day) => !(day < From) && !(day > To);

    static ProblemException Refused(string message) => new(StatusCodes.Status400BadRequest, PageQuery.Bad, message);
}
