using Orchestrations.Engine.Tasks;
using Orchestrations.Engine.Waits;

namespace Orchestrations.Local.Health;

/// <summary>Finds the unfinished orchestrations, the longest idle first, and says of each why it is stuck, if it is.</summary>
static class StuckInstances
{
    /// <summary>How long an activity may run and a due timer may take, unless settings say otherwise: retries and queries take minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <param name="engineFile">The engine's database; a host may run on it.</param>
    /// <param name="services">Has the code at hand.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="now">The time; null where no host runs: what is due waits for the next start, and only code that does not fit is trouble.</param>
    /// <param name="patience">How long something may take.</param>
    public static List<(WaitingInstance Instance, string? Trouble)> Find(
        string engineFile, IServiceProvider services, int most, DateTime? now, TimeSpan patience) =>
        new WaitingInstances(services.GetRequiredService<TaskTable>(), services).Read(engineFile, most)
            .Select(instance => (instance, now is { } time ? instance.TroubleAt(time, patience) : instance.Problem))
            .ToList();
}
