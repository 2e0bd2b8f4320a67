using System.Diagnostics.CodeAnalysis;

namespace Orchestrations.Domain.Orders;

/// <summary>
/// Our own id of an order (Bybit's <c>orderLinkId</c>). Derived from the intent, never from the attempt, so that sending
/// the same intent twice is recognised by the exchange as one order.
/// </summary>
public readonly record struct ClientOrderId
{
    readonly string? value;

    /// <param name="value">1 to 36 characters of A-Z, a-z, 0-9, hyphen and underscore.</param>
    /// <exception cref="DomainException">ORC-ORDER-001: the id has another form.</exception>
    public ClientOrderId(string value)
    {
        if (!IsValid(value))
            throw new DomainException("ORC-ORDER-001", $"'{value}' is not a client order id: use 1 to 36 characters of A-Z, a-z, 0-9, '-' and '_'.");
        this.value = value;
    }

    /// <summary>True for 1 to 36 characters of A-Z, a-z, 0-9, hyphen and underscore.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= 36 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>The id as it is sent.</summary>
    public string Value => value ?? throw new InvalidOperationException("A default ClientOrderId names no order.");

    /// <inheritdoc />
    public override string ToString() => value ?? "(none)";
}
