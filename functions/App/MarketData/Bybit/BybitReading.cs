using System.Globalization;
using Orchestrations.App.Exchange;
using Orchestrations.Domain;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.MarketData.Bybit;

/// <summary>Reads Bybit's answers, and says in the port's words why one is of no use.</summary>
static class BybitReading
{
    /// <summary>Asks for something of a pair.</summary>
    /// <exception cref="MarketDataUnavailableException">There was no usable answer: none at all, or one that cannot be read.</exception>
    public static async Task<T> AskAsync<T>(Pair pair, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (BybitMarketException cause)
        {
            throw new MarketDataUnavailableException(pair, cause.Message, cause);
        }
        // A number of the answer cannot be read, or is no price.
        catch (Exception cause) when (cause is FormatException or DomainException)
        {
            throw new MarketDataUnavailableException(pair, $"Bybit's answer cannot be read: {BybitRetCodes.Said(cause.Message)}", cause);
        }
    }

    /// <summary>A number that cannot be negative.</summary>
    /// <exception cref="FormatException">It is something else, or has an exponent.</exception>
    public static decimal Number(string? text) => Number(text, NumberStyles.AllowDecimalPoint);

    /// <summary>A number that may be negative, such as a funding rate.</summary>
    /// <exception cref="FormatException">It is something else, or has an exponent.</exception>
    public static decimal SignedNumber(string? text) => Number(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign);

    /// <summary>A time in milliseconds since 1970.</summary>
    /// <exception cref="FormatException">It is no number, or no time of this era.</exception>
    public static DateTimeOffset Time(string? milliseconds) =>
        Number(milliseconds) is var passed && passed <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)passed)
            : throw new FormatException("a time is none");

    static decimal Number(string? text, NumberStyles styles) => decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException("a number is none");
}
