using System.Globalization;
using Orchestrations.App.Alerts;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Trend;

/// <summary>What a run of the trend strategy did that is worth knowing.</summary>
static class TrendNotes
{
    /// <summary>The notes of a run: a position opened or closed, a stop set, moved or hit.</summary>
    /// <param name="end">The run.</param>
    /// <param name="before">The trade as it stood before the run.</param>
    /// <param name="result">What the run came to.</param>
    public static IEnumerable<Alert> Of(TrendRunEnd end, TrendTradeItem before, TrendRunResult result)
    {
        if (before.EnteredAt is null && result.Position > 0m)
            yield return Note(end, "opened", AlertSeverity.P3, TrendCodes.Opened, "A position was opened.", $"{Text(result.Position)} open");
        if (before.EnteredAt is not null && result.Position <= 0m)
            yield return end.Decided.Action == "Closed"
                ? Note(end, "stop-hit", AlertSeverity.P2, TrendCodes.StopHit, "A position was closed by its stop.", Profit(result))
                : Note(end, "closed", AlertSeverity.P3, TrendCodes.Closed, "A position was closed.", Profit(result));
        if (result.Stop is { } stop && stop != before.Stop)
            yield return Note(
                end, "stop", AlertSeverity.P3, TrendCodes.StopMoved, before.Stop == 0m ? "A stop was set." : "A stop was moved.",
                $"at {Text(stop)}") with { Expected = before.Stop == 0m ? null : $"at {Text(before.Stop)} before" };
    }

    static string Profit(TrendRunResult result) => result.Profit is { } profit ? $"profit {Text(profit)}" : "profit not known yet";

    static Alert Note(TrendRunEnd end, string what, AlertSeverity severity, string code, string message, string actual) =>
        new($"{end.Instance}-{what}", severity, code, end.Run.Symbol, message, null, actual);

    static string Text(decimal amount) => amount.ToString("0.########", CultureInfo.InvariantCulture);
}
