using System.Globalization;

namespace Orchestrations.Engine.Instances;

/// <summary>
/// Some of the instances that match a filter. They come in the order of their creation; those of a prefix in the order of their
/// ids; or in the opposite order. Either order has an index, so that a page costs what is on it, however many instances there are.
/// </summary>
/// <param name="Rows">The instances.</param>
/// <param name="Next">Where the next page goes on; null when there is none.</param>
sealed record InstancePage(IReadOnlyList<InstanceRecord> Rows, string? Next)
{
    const char IdMark = '=';
    const char DescendingMark = '-';
    const char Separator = '.';

    /// <summary>The page that a store found for at most <paramref name="top"/> instances.</summary>
    public static InstancePage Of(IReadOnlyList<InstanceRecord> rows, InstanceFilter filter, int top)
    {
        if (rows.Count < top)
            return new InstancePage(rows, null);
        var last = rows[^1];
        var place = filter.IsById
            ? IdMark + last.Id
            : string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.Ticks}{Separator}{last.Key}");
        return new InstancePage(rows, filter.Descending ? DescendingMark + place : place);
    }

    /// <summary>The id after which a page of a prefix goes on; null for the first page.</summary>
    /// <exception cref="ArgumentException">The token is not one of ours for such a query.</exception>
    public static string? AfterId(string? token, InstanceFilter filter) => token is null ? null
        : Place(token, filter) is [IdMark, _, ..] place ? place[1..]
        : throw NotOurs(token);

    /// <summary>The time and key after which a page goes on; before all, or beyond all, for the first page.</summary>
    /// <exception cref="ArgumentException">The token is not one of ours for such a query.</exception>
    public static (long Ticks, long Key) AfterCreation(string? token, InstanceFilter filter)
    {
        if (token is null)
            return filter.Descending ? (long.MaxValue, long.MaxValue) : (0, 0);
        return Place(token, filter).Split(Separator) is [var ticks, var key]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (at, number)
            : throw NotOurs(token);
    }

    // A page of the one order cannot go on in the other.
    static string Place(string token, InstanceFilter filter) =>
        !filter.Descending ? token
        : token.StartsWith(DescendingMark) ? token[1..]
        : throw NotOurs(token);

    static ArgumentException NotOurs(string token) => new($"'{token}' is not a continuation token of this engine for such a query.", nameof(token));
}
