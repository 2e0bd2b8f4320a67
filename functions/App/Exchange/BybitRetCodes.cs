using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Exchange;

/// <summary>
/// The one table from Bybit V5 return codes to what the port answers, shared by every adapter that speaks V5.
/// Invariant: a code that is not listed is <see cref="BybitAnswer.Unknown"/>, because taking an accepted order for a refused
/// one would send it twice.
/// </summary>
/// <remarks>Source: https://bybit-exchange.github.io/docs/v5/error; the classes are this system's reading of it.</remarks>
public static partial class BybitRetCodes
{
    /// <summary>Request accepted.</summary>
    public const int Ok = 0;

    /// <summary>The request's timestamp lies outside the receive window.</summary>
    public const int TimestampOutsideWindow = 10002;

    /// <summary>"Too many visits!"</summary>
    public const int TooManyVisits = 10006;

    /// <summary>Server error: the outcome is unknown.</summary>
    public const int ServerError = 10016;

    /// <summary>Spot: the symbol is not traded.</summary>
    public const int InvalidSymbol = 170121;

    /// <summary>Spot: insufficient balance.</summary>
    public const int InsufficientBalance = 170131;

    /// <summary>Spot: the quantity is above the upper limit.</summary>
    public const int QuantityTooLarge = 170135;

    /// <summary>Spot: the quantity is below the lower limit.</summary>
    public const int QuantityTooSmall = 170136;

    /// <summary>Spot: the quantity has more decimals than the pair allows.</summary>
    public const int QuantityTooPrecise = 170137;

    /// <summary>Spot: the order's value is below the lower limit.</summary>
    public const int ValueTooSmall = 170140;

    /// <summary>Spot: duplicate client order id.</summary>
    public const int DuplicateClientId = 170141;

    /// <summary>Spot: the order does not exist (or does not show yet).</summary>
    public const int OrderNotFound = 170213;

    /// <summary>A parameter the exchange does not take, such as a size off the lot step or another position mode.</summary>
    public const int BadParameter = 10001;

    /// <summary>Contracts: the order does not exist, does not show yet, or waits no more.</summary>
    public const int ContractOrderNotFound = 110001;

    /// <summary>Contracts: the available balance does not cover the margin.</summary>
    public const int InsufficientMargin = 110007;

    /// <summary>Contracts: a reduce-only order with nothing to reduce.</summary>
    public const int ReduceOnlyWithoutPosition = 110017;

    /// <summary>Contracts: too many conditional orders.</summary>
    public const int TooManyStops = 110009;

    /// <summary>Contracts: duplicate client order id.</summary>
    public const int DuplicateContractClientId = 110072;

    /// <summary>Contracts: a stop that is to trigger on the way up has its trigger at or below the price.</summary>
    public const int TriggerNotAbove = 110092;

    /// <summary>Contracts: a stop that is to trigger on the way down has its trigger at or above the price.</summary>
    public const int TriggerNotBelow = 110093;

    /// <summary>Contracts: the order's value is below the lower limit.</summary>
    public const int NotionalTooSmall = 110094;

    const int LongestText = 300;

    static readonly FrozenDictionary<int, BybitAnswer> Table = Build();

    /// <summary>Every listed code with its class.</summary>
    public static IReadOnlyDictionary<int, BybitAnswer> All => Table;

    /// <summary>What a code means; <see cref="BybitAnswer.Unknown"/> when it is not listed.</summary>
    public static BybitAnswer Classify(int retCode) => Table.GetValueOrDefault(retCode, BybitAnswer.Unknown);

    /// <summary>
    /// What an order's submit is answered. Rate limit and time window mean "certainly not accepted", yet answer Unknown: the
    /// caller then looks the order up and sends it again with the same id, which is right for both.
    /// </summary>
    /// <param name="retCode">The V5 <c>retCode</c>.</param>
    /// <param name="retMsg">The V5 <c>retMsg</c>.</param>
    /// <param name="orderId">The exchange's order id, when it gave one.</param>
    public static SubmitOutcome ToSubmitOutcome(int retCode, string retMsg, string? orderId) => Classify(retCode) switch
    {
        BybitAnswer.Success => new SubmitOutcome.Accepted(orderId),
        BybitAnswer.Duplicate => new SubmitOutcome.Accepted(null),
        BybitAnswer.Definitive or BybitAnswer.Insufficient or BybitAnswer.KeyProblem or BybitAnswer.NotYet =>
            new SubmitOutcome.Rejected(Text(retCode), Said(retMsg)),
        _ => new SubmitOutcome.Unknown($"{Text(retCode)}: {Said(retMsg)}"),
    };

    /// <summary>
    /// What a query throws for a code that is neither success nor "not found" (which is a null answer).
    /// </summary>
    public static ExchangeUnavailableException ToQueryFailure(int retCode, string retMsg) =>
        new(Text(retCode), $"The exchange answered {Text(retCode)}: {Said(retMsg)}");

    /// <summary>
    /// The exchange's words as they may be kept and shown: one line, cut, and without what it quotes of the request. To a wrong
    /// signature it answers with all that was signed ("error sign! origin_string[…]"), the key among it. Whatever is as long as a
    /// signature is none of its words.
    /// </summary>
    public static string Said(string retMsg)
    {
        ArgumentNullException.ThrowIfNull(retMsg);
        var quoted = retMsg.IndexOf("origin_string", StringComparison.OrdinalIgnoreCase);
        return AlertText.Line(Signature().Replace(quoted < 0 ? retMsg : retMsg[..quoted] + "…", "***"), LongestText);
    }

    // HMAC-SHA-256 in hex or Base64; the longest id is a UUID of 36.
    [GeneratedRegex("[0-9A-Za-z+/=]{40,}")]
    private static partial Regex Signature();

    static string Text(int retCode) => retCode.ToString(CultureInfo.InvariantCulture);

    static FrozenDictionary<int, BybitAnswer> Build()
    {
        var table = new Dictionary<int, BybitAnswer>();
        Add(BybitAnswer.Success, Ok);
        Add(BybitAnswer.Duplicate, DuplicateContractClientId, DuplicateClientId, 10014, 20006);
        Add(BybitAnswer.Insufficient, 110004, 110006, InsufficientMargin, 110012, 110014, 110044, 110045, 110051, 110052, 110053,
            InsufficientBalance, 170033, 176015);
        Add(BybitAnswer.RateLimited, TooManyVisits, 170222, 170005);
        Add(BybitAnswer.TimeWindow, TimestampOutsideWindow, -1);
        Add(BybitAnswer.KeyProblem, 10003, 10004, 10005, 10009, 10010, 10024, 33004, -2015);
        // 10019: the trade service restarts. It refuses new requests, but says nothing of those in flight.
        Add(BybitAnswer.Unknown, 10000, ServerError, 429, 10429, 10019, 170001, 170007, 170032, 170146, 170147, 110079);
        Add(BybitAnswer.NotFound, ContractOrderNotFound, OrderNotFound);
        Add(BybitAnswer.AlreadyDone, 110008, 110010, 170142, 170139);
        // Size and value.
        Add(BybitAnswer.Definitive, NotionalTooSmall, ValueTooSmall, QuantityTooLarge, QuantityTooSmall, QuantityTooPrecise,
            ReduceOnlyWithoutPosition);
        // Price.
        Add(BybitAnswer.Definitive, 110003, 170132, 170133, 170134, 170192, 170193, 170194, 110120, 110121, TriggerNotAbove, TriggerNotBelow);
        // The account's setting does not allow it: leverage above the risk limit, position mode with positions or orders open.
        Add(BybitAnswer.Definitive, 110013, 110024, 110028);
        // Caps on open orders, reduce-only, delisting, and a malformed request or symbol.
        Add(BybitAnswer.Definitive, 110020, 170810, TooManyStops, 110023, 110042, 30228, 110074, BadParameter, InvalidSymbol);
        Add(BybitAnswer.NotYet, 170159, 170206, 170151, 170157);
        Add(BybitAnswer.NotModified, 34040, 110043, 110025);
        return table.ToFrozenDictionary();

        void Add(BybitAnswer answer, params ReadOnlySpan<int> codes)
        {
            foreach (var code in codes)
                table.Add(code, answer);
        }
    }
}
