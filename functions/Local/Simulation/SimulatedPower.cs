using Orchestrations.App;
using Orchestrations.Engine.Work;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// The power of the machine that the host runs on: at every instant it may go, and then the host is dead. An instant is: before
/// and after each write of the engine, each write of the app's store, and each change that is asked of the exchange. Whether it goes
/// is drawn from the seed and the number of the instant.
/// </summary>
/// <param name="chance">At each instant, 0 to 1.</param>
/// <param name="seed">Where the draws start.</param>
sealed class SimulatedPower(double chance, long seed)
{
    static readonly TimeSpan soon = TimeSpan.FromHours(1);

    long instants;
    int deathsInARow;
    DateTimeOffset lastDeath;
    bool spared;

    /// <summary>How often it went.</summary>
    public int Deaths { get; private set; }

    /// <summary>From here on it stays.</summary>
    public void Stays() => spared = true;

    /// <summary>
    /// The power of the next life. The more deaths there were within the hour, the more instants it has for sure: even at
    /// probability 1 the work comes to its end.
    /// </summary>
    /// <param name="now">The time, UTC.</param>
    public Life Next(DateTimeOffset now)
    {
        deathsInARow = now - lastDeath < soon ? deathsInARow : 0;
        return new Life(this, deathsInARow * deathsInARow);
    }

    /// <summary>How long the machine is down after the last death: 1 to 5 seconds, as a supervisor needs to start it again.</summary>
    public TimeSpan Downtime() =>
        TimeSpan.FromMilliseconds(1_000 + (long)(Chance.Hash(seed, "downtime", "", Deaths) % 4_000));

    bool Goes() => !spared && chance > 0 && Chance.Share(Chance.Hash(seed, "crash", "", instants++)) < chance;

    /// <summary>One life of the host.</summary>
    internal sealed class Life(SimulatedPower power, int sparedInstants) : IPower
    {
        readonly TaskCompletionSource gone = new();
        int left = sparedInstants;

        /// <summary>Completes when the power goes.</summary>
        public Task Gone => gone.Task;

        /// <summary>False once it went.</summary>
        public bool IsOn => !gone.Task.IsCompleted;

        public bool Lasts()
        {
            if (!IsOn)
                return false;
            if (left-- > 0 || !power.Goes())
                return true;
            power.Deaths++;
            gone.SetResult();
            return false;
        }

        /// <summary>Notes when it was that the power went.</summary>
        public void Ended(DateTimeOffset now)
        {
            power.deathsInARow++;
            power.lastDeath = now;
        }

        /// <summary>Does what matters for what survives, unless the power goes before it; if it goes after it, nobody is told.</summary>
        public Task<T> Around<T>(Func<Task<T>> change) => Lasts() ? ToldAsync(change()) : Never<T>();

        /// <summary>Asks something that changes nothing.</summary>
        public Task<T> Ask<T>(Func<Task<T>> question) => IsOn ? question() : Never<T>();

        async Task<T> ToldAsync<T>(Task<T> change)
        {
            var result = await change;
            return Lasts() ? result : await Never<T>();
        }

        // Code of a dead process goes nowhere, not even into its handlers of errors.
        static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;
    }
}
