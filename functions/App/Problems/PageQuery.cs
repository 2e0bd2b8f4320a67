using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Orchestrations.App.Problems;

/// <summary>Which page of a numbered log is asked for, the newest first.</summary>
/// <param name="Before">Only records before this sequence; null for the newest.</param>
/// <param name="Top">How many at most, 1 to 500.</param>
public sealed record PageQuery(long? Before, int Top)
{
    /// <summary>Code of a page that is none.</summary>
    public const string Bad = "ORC-HTTP-004";

    const int StandardTop = 50;
    const int LargestTop = 500;

    /// <summary>Reads the query <c>before</c> and <c>top</c> (50).</summary>
    /// <exception cref="ProblemException">ORC-HTTP-004: a value is none.</exception>
    public static PageQuery Read(IQueryCollection query)
    {
        var before = query["before"].ToString();
        var top = query["top"].ToString();
        return new PageQuery(
            before.Length == 0 ? null : Number(before, "before", 1, long.MaxValue),
            top.Length == 0 ? StandardTop : (int)Number(top, "top", 1, LargestTop));
    }

    static long Number(string text, string name, long least, long most) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ProblemException(
                StatusCodes.Status400BadRequest, Bad, $"{name} '{text}' is refused; use a whole number from {least} to {most}.");
}
