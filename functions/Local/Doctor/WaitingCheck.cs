using System.Globalization;
using Orchestrations.Engine.Waits;
using Orchestrations.Local.CommandLine;
using Orchestrations.Local.Health;

namespace Orchestrations.Local.Doctor;

/// <summary>
/// Says of every unfinished orchestration what it waits for, and finds those that are stuck. Where no host runs, what is due
/// waits for the next start, and only code that does not fit a history is trouble.
/// </summary>
sealed class WaitingCheck(string engineFile, bool isRunning, TimeProvider time)
{
    const string Subject = "waiting";
    const int MostRead = 1000;
    const int MostShown = 20;

    public async Task RunAsync(List<Finding> findings)
    {
        await using var services = AppCode.Services();
        DateTime? now = isRunning ? time.GetUtcNow().UtcDateTime : null;
        var waiting = StuckInstances.Find(engineFile, services, MostRead, now, StuckInstances.Patience)
            .OrderBy(found => found.Trouble is null)
            .ToList();
        foreach (var (instance, trouble) in waiting.Take(MostShown))
            findings.Add(new Finding(trouble is null ? Verdict.Ok : Verdict.Warn, Subject, Describe(instance, trouble)));
        if (waiting.Count <= MostShown)
            return;
        var stuck = waiting.Skip(MostShown).Count(found => found.Trouble is not null);
        findings.Add(new Finding(
            stuck == 0 ? Verdict.Ok : Verdict.Warn,
            Subject,
            string.Create(CultureInfo.InvariantCulture, $"and {waiting.Count - MostShown:n0} more, {stuck:n0} of them stuck")));
    }

    static string Describe(WaitingInstance instance, string? trouble)
    {
        var waits = instance.Waits.Count == 0 ? "nothing" : string.Join("; ", instance.Waits.Select(Describe));
        var stuck = trouble is null ? "" : $" Stuck: {trouble.TrimEnd('.')}. POST /admin/instances/{instance.Id}/force-terminate ends it.";
        return $"'{instance.Id}' ({instance.Name}, {instance.Status}) waits for {waits}.{stuck}";
    }

    static string Describe(InstanceWait wait) => wait.Kind switch
    {
        WaitKind.Activity => $"activity {wait.Name}, begun {Text(wait.At)}",
        WaitKind.Child => $"{wait.Name} '{wait.ChildId}', begun {Text(wait.At)}",
        WaitKind.Entity => $"entity {wait.Name}, since {Text(wait.At)}",
        WaitKind.Timer => $"a timer due {Text(wait.At)}",
        WaitKind.Start => $"its start, scheduled for {Text(wait.At)}",
        WaitKind.Event => $"event '{wait.Name}'",
        _ => "somebody to resume it",
    };

    static string Text(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "";
}
