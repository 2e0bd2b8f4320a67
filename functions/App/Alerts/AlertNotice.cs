using System.Globalization;
using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>One message as every channel gets it; each channel makes it harmless in its own way.</summary>
/// <param name="Id">The same for every attempt, so that a receiver that knows ids takes it once. Without a dot.</param>
/// <param name="Kind">raised, escalated, resolved or digest.</param>
/// <param name="Mode">Whose money: paper, testnet or live.</param>
/// <param name="At">When its reason came about, UTC.</param>
/// <param name="Alerts">One alert; of a digest several.</param>
/// <param name="MayHaveArrived">True when an earlier attempt may have arrived.</param>
public sealed record AlertNotice(
    string Id, string Kind, string Mode, DateTimeOffset At, IReadOnlyList<AlertItem> Alerts, bool MayHaveArrived)
{
    const int MostListed = 20;
    const int LongestValue = 300;

    /// <summary>True for a digest of what was too much for one message each; false for one of what the quiet hours held back.</summary>
    public bool WasTooMuch { get; init; }

    /// <summary>What happened, in one line of our own words: nothing in it came from elsewhere.</summary>
    public string Title => Kind switch
    {
        "digest" => string.Create(
            CultureInfo.InvariantCulture, $"{Alerts.Count} alerts {(WasTooMuch ? "at once" : "during the quiet hours")} ({Mode})"),
        "resolved" => $"{Alerts[0].Severity} resolved: {Alerts[0].Code} ({Mode})",
        "escalated" => $"{Alerts[0].Severity} NOT ACKNOWLEDGED: {Alerts[0].Code} ({Mode})",
        _ => $"{Alerts[0].Severity} alert: {Alerts[0].Code} ({Mode})",
    };

    /// <summary>The lines below the title: a label of ours, and a value that may have come from elsewhere, cleaned and cut.</summary>
    public IReadOnlyList<(string Label, string Value)> Lines()
    {
        var lines = new List<(string, string)>();
        if (Kind == "digest")
        {
            // Not all of many fit: the gravest come first.
            lines.AddRange(Alerts.OrderBy(alert => alert.Severity, StringComparer.Ordinal).Take(MostListed).Select(alert =>
                ($"{alert.Severity} {alert.Code}, {alert.State}", Clean($"{alert.Subject}: {alert.Message}"))));
            if (Alerts.Count > MostListed)
                lines.Add(("More", string.Create(CultureInfo.InvariantCulture, $"{Alerts.Count - MostListed} alerts, see the portal")));
        }
        else
            Add(Alerts[0], lines);
        if (MayHaveArrived)
            lines.Add(("Note", "sent again: it is not known whether this message arrived before"));
        return lines;
    }

    static void Add(AlertItem alert, List<(string, string)> lines)
    {
        lines.Add(("What", Clean(alert.Message)));
        lines.Add(("Subject", Clean(alert.Subject)));
        if (alert.Expected is { } expected)
            lines.Add(("Expected", Clean(expected)));
        if (alert.Actual is { } actual)
            lines.Add(("Actual", Clean(actual)));
        if (alert.Reason is { } reason)
            lines.Add(("Answer", Clean(reason)));
        lines.Add(("Raised", alert.RaisedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)));
        if (alert.Occurrences > 1)
            lines.Add(("Occurred", string.Create(CultureInfo.InvariantCulture, $"{alert.Occurrences} times")));
        lines.Add(("Alert", alert.Id));
    }

    static string Clean(string text) => AlertText.Line(text, LongestValue);
}
