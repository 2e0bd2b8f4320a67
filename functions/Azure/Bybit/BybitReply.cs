using System.Globalization;
using Orchestrations.App.Exchange;
using Orchestrations.Domain.Orders;

namespace Orchestrations.OnAzure.Bybit;

/// <summary>What became of one request, without its content.</summary>
/// <param name="Code">The V5 <c>retCode</c>; null when the answer has none, or none came.</param>
/// <param name="Text">Bybit's words, or what happened instead of an answer.</param>
/// <param name="Word">Stands for the code where there is none: timeout, network, http-503.</param>
readonly record struct BybitReply(int? Code, string Text, string Word = "")
{
    /// <summary>Done.</summary>
    public static BybitReply Done { get; } = new(BybitRetCodes.Ok, "OK");

    /// <summary>What it means; without a code, that nothing is known.</summary>
    public BybitAnswer Meaning => Code is { } code ? BybitRetCodes.Classify(code) : BybitAnswer.Unknown;

    /// <summary>As the answer to something that was to change an order.</summary>
    public SubmitOutcome ToOutcome(string? orderId) => Code is { } code
        ? BybitRetCodes.ToSubmitOutcome(code, Text, orderId)
        : new SubmitOutcome.Unknown($"{Word}: {Text}");

    /// <summary>As the failure of a query.</summary>
    public ExchangeUnavailableException ToFailure() => Code is { } code
        ? BybitRetCodes.ToQueryFailure(code, Text)
        : new ExchangeUnavailableException(Word, Text);

    /// <inheritdoc />
    public override string ToString() => $"{Code?.ToString(CultureInfo.InvariantCulture) ?? Word}: {Text}";
}
