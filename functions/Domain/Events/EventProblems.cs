namespace Orchestrations.Domain.Events;

/// <summary>Collects what is wrong with a document, so that a sender mends everything in one go.</summary>
sealed class EventProblems
{
    const int Most = 100;

    readonly List<EventProblem> problems = [];

    public bool Any => problems.Count > 0;

    public void Add(string path, string problem)
    {
        if (problems.Count < Most)
            problems.Add(new EventProblem(path, problem));
    }

    public void ThrowIfAny()
    {
        if (Any)
            throw new EventsRefusedException(EventsRefusedException.Invalid, problems);
    }
}
