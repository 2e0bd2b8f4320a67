using Microsoft.AspNetCore.Http;
using Orchestrations.App.Problems;
using Orchestrations.Domain.Assets;

namespace Orchestrations.App.Prices;

/// <summary>Which prices are asked for: of what, where, and since which day.</summary>
/// <param name="Pair">Of what.</param>
/// <param name="IsContract">True for the mark price of the perpetual contract, false for spot.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day; null for the running one.</param>
sealed record PriceSpan(Pair Pair, bool IsContract, DateOnly From, DateOnly? To)
{
    /// <summary>The market of coins.</summary>
    public const string Spot = "spot";

    /// <summary>The market of perpetual contracts.</summary>
    public const string Contract = "contract";

    // A thousand days are one request to the exchange, and so are the hours of a month.
    const int MostDays = 1000;
    const int MostDaysOfHours = 31;
    const int StandardDays = 90;
    const int StandardDaysOfHours = 14;

    /// <summary>spot or contract.</summary>
    public string Market => IsContract ? Contract : Spot;

    /// <summary>Reads the query <c>market</c>, <c>from</c> and <c>to</c>.</summary>
    /// <exception cref="Domain.DomainException">ORC-MONEY-001, ORC-MONEY-002: the symbol is none.</exception>
    /// <exception cref="ProblemException">ORC-PRICE-001, ORC-HTTP-004: the span is none.</exception>
    public static PriceSpan Read(string symbol, IQueryCollection query, DateTimeOffset now)
    {
        var pair = Pair.Parse(symbol);
        var isContract = query["market"].ToString() switch
        {
            "" or Spot => false,
            Contract => true,
            var other => throw Bad($"market '{other}' is refused; use {Spot} or {Contract}."),
        };
        var range = DayRange.Read(query);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var most = isContract ? MostDaysOfHours : MostDays;
        var from = range.From ?? today.AddDays(isContract ? -StandardDaysOfHours : -StandardDays);
        if (from < today.AddDays(-most))
            throw Bad($"from {from:yyyy-MM-dd} is refused; prices of the {(isContract ? Contract : Spot)} market reach back {most} days.");
        return new PriceSpan(pair, isContract, from, range.To);
    }

    /// <summary>True when a moment is in the span.</summary>
    public bool Has(DateTimeOffset time) => new DayRange(From, To).Has(DateOnly.FromDateTime(time.UtcDateTime));

    static ProblemException Bad(FormattableString what) => new(
        StatusCodes.Status400BadRequest, PriceCodes.BadSpan, what.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
