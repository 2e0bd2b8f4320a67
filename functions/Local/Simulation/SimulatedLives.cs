using Orchestrations.Domain.Assets;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// The host through all its lives: when one ends, the next begins a few seconds later on the same disk, store and exchange, as
/// <c>serve</c> does when it is started again after kill -9.
/// </summary>
/// <param name="world">What outlives them.</param>
/// <param name="power">When they end.</param>
/// <param name="opening">What the account opens with.</param>
sealed class SimulatedLives(SimulatedWorld world, SimulatedPower power, Money opening) : IAsyncDisposable
{
    SimulatedHost? host;
    bool timers = true;
    long turns;
    long activities;

    /// <summary>Turns and activities of all lives.</summary>
    public (long Turns, long Activities) Work =>
        (turns + Host.Engine.Statistics.Turns, activities + Host.Engine.Statistics.Activities);

    /// <summary>The host that lives now.</summary>
    public SimulatedHost Host => host ?? throw new InvalidOperationException("The simulation has not begun.");

    /// <summary>Begins the first life.</summary>
    public void Begin() => Live(world.Clock.GetUtcNow());

    /// <summary>Runs everything that is due up to a moment, through as many lives as it takes.</summary>
    public void RunUntil(DateTimeOffset moment)
    {
        while (!Host.Time.RunUntil(moment, Host.Life.Gone))
            LiveAgain();
    }

    /// <summary>Runs code of the host until it has ended, in the next life again when the power goes.</summary>
    public void Await(Func<SimulatedHost, Task> step)
    {
        while (!Host.Await(() => step(Host)))
            LiveAgain();
    }

    /// <summary>Begins nothing new; what is under way ends in its own time.</summary>
    public void Finish(int mostHours)
    {
        timers = false;
        Await(living => living.StopTimersAsync());
        for (var hours = 0; hours < mostHours && Host.Engine.Statistics.ActiveInstances > 0; hours++)
            RunUntil(Host.Time.GetUtcNow().AddHours(1));
        power.Stays();
        Await(living => living.StopListenersAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.Services.DisposeAsync();
    }

    void LiveAgain() => Live(Died());

    // The time at which the next life begins.
    DateTimeOffset Died()
    {
        (turns, activities) = Work;
        Host.Life.Ended(Host.Time.GetUtcNow());
        return Host.Time.GetUtcNow() + power.Downtime();
    }

    void Live(DateTimeOffset now)
    {
        while (true)
        {
            host = new SimulatedHost(world, power.Next(now), now);
            if (host.Await(() => host.StartAsync(opening, timers)))
                return;
            now = Died();
        }
    }
}
