using Orchestrations.App.Alerts;
using Orchestrations.Domain.Alerts;
using Orchestrations.Domain.Orders;

namespace Orchestrations.App.Orders;

/// <summary>Which ends of orders people have to know.</summary>
static class OrderAlerts
{
    const string TooLittle = "ORC-RISK-005";

    /// <summary>Raises the alert of an order's end, and ends the one that its end was not known.</summary>
    public static async Task TellAsync(AlertRepository alerts, OrderInput order, OrderResult result, CancellationToken cancellation)
    {
        if (result.Status != nameof(OrderStage.Unresolved))
            await alerts.EndAsync(AboutUnresolved(result), "its end is known: " + result.Status, cancellation);
        if (Of(order, result) is { } alert)
            await alerts.RaiseAsync(alert, cancellation);
    }

    static Alert? Of(OrderInput order, OrderResult result) => (result.Status, result.Code) switch
    {
        (nameof(OrderStage.Unresolved), _) => Alert(
            order, result, AlertSeverity.P1, OrderCodes.Unresolved, "It is not known what became of an order; it is looked at again.") with
        {
            About = AboutUnresolved(result),
        },
        (nameof(OrderStage.Rejected), _) => Alert(
            order, result, AlertSeverity.P2, OrderCodes.Rejected, "The exchange rejected an order.") with
        {
            About = $"{OrderCodes.Rejected}-{order.Symbol}",
        },
        // Once a day for each engine: every order of the day is refused for the same want.
        (nameof(OrderStage.Refused), TooLittle) => Alert(
            order, result, AlertSeverity.P2, TooLittle, "The balance is too low for an order.") with
        {
            About = $"{TooLittle}-{order.Engine}", Window = TimeSpan.FromDays(1),
        },
        _ => null,
    };

    static string AboutUnresolved(OrderResult result) => $"{OrderCodes.Unresolved}-{result.ClientId}";

    static Alert Alert(OrderInput order, OrderResult result, AlertSeverity severity, string code, string message) => new(
        $"order-{result.ClientId}-{result.Status}", severity, code, $"{order.Symbol} {result.ClientId}", message, order.Instance, result.Reason);
}
