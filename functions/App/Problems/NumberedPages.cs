namespace Orchestrations.App.Problems;

/// <summary>
/// Pages of what is numbered from 1 without gaps, the newest first. Stores list upwards only, so a page is read as a window from
/// the end downwards.
/// </summary>
static class NumberedPages
{
    /// <summary>Reads a page.</summary>
    /// <param name="page">Which.</param>
    /// <param name="count">How many there are; also the number of the newest.</param>
    /// <param name="after">Lists those after a number, upwards.</param>
    /// <param name="numberOf">The number of one.</param>
    /// <returns>The page, and the <c>before</c> of the next one; null at the beginning.</returns>
    public static async Task<(IReadOnlyList<T> Found, long? Next)> ReadAsync<T>(
        PageQuery page, long count, Func<long, IAsyncEnumerable<T>> after, Func<T, long> numberOf)
    {
        var end = Math.Min(page.Before ?? long.MaxValue, count + 1);
        var begin = Math.Max(1, end - page.Top);
        var found = new List<T>();
        await foreach (var one in after(begin - 1))
        {
            if (numberOf(one) >= end)
                break;
            found.Add(one);
        }
        found.Reverse();
        return (found, begin > 1 ? begin : null);
    }
}
