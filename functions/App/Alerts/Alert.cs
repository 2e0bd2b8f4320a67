using Orchestrations.Domain.Alerts;

namespace Orchestrations.App.Alerts;

/// <summary>Something a person has to know.</summary>
/// <param name="Key">
/// The occurrence, from the intent of the step that raises it, 1 to 150 characters without / \ # and ?: raised twice under one
/// key, it is one occurrence of one alert.
/// </param>
/// <param name="Severity">How soon to look.</param>
/// <param name="Code">A stable code with a page in docs/errors.</param>
/// <param name="Subject">The order, contract, coin or instance.</param>
/// <param name="Message">What happened, for people.</param>
/// <param name="Expected">What our side says; null where there is only one side.</param>
/// <param name="Actual">What the other side says.</param>
public sealed record Alert(
    string Key, AlertSeverity Severity, string Code, string Subject, string Message, string? Expected = null, string? Actual = null)
{
    /// <summary>
    /// What it is about: occurrences about the same thing within the window are one alert, which people are told of once. Null
    /// for the code and the subject.
    /// </summary>
    public string? About { get; init; }

    /// <summary>How long occurrences are one alert; null for the setting's.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>
    /// True for a state that lasts: while its alert is not resolved, raising it again changes nothing, and whoever raised it
    /// resolves it when the state is over. Its key is not kept.
    /// </summary>
    public bool Lasts { get; init; }

    /// <summary>The only channel it goes to; null for those of its severity.</summary>
    public string? Channel { get; init; }
}
