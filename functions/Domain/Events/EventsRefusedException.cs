namespace Orchestrations.Domain.Events;

/// <summary>Events that cannot go into a pack. Everything that is wrong is named at once, up to 100 problems.</summary>
public sealed class EventsRefusedException : Exception
{
    /// <summary>Code of events that break their format's rules.</summary>
    public const string Invalid = "ORC-EVENT-001";

    /// <summary>Code of a document whose format is unknown or not to be told.</summary>
    public const string UnknownFormat = "ORC-EVENT-002";

    /// <summary>Code of two events with one id and different contents.</summary>
    public const string Differ = "ORC-EVENT-003";

    /// <summary>Code of a document with no events, or with too many.</summary>
    public const string Count = "ORC-EVENT-004";

    /// <param name="code">One of the codes above.</param>
    /// <param name="problems">At least one.</param>
    public EventsRefusedException(string code, IReadOnlyList<EventProblem> problems)
        : base($"{problems[0].Path} {problems[0].Problem}" + (problems.Count == 1 ? "" : $" And {problems.Count - 1} more.")) =>
        (Code, Problems) = (code, problems);

    /// <summary>Stable code.</summary>
    public string Code { get; }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<EventProblem> Problems { get; }
}
