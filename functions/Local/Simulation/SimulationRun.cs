using System.Diagnostics;
using Orchestrations.App.Contracts;
using Orchestrations.App.Exchange;
using Orchestrations.App.Keys;
using Orchestrations.App.ProofPacks;
using Orchestrations.Local.CommandLine;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// Runs the app as it is (same functions, orchestrators, timers, risk rules, books) in virtual time over a market, on one
/// thread. Nothing of a day is known before its bar has closed, because prices come from the clock's now.
/// </summary>
sealed class SimulationRun : IAsyncDisposable
{
    const int MostFaultsInARow = 10;
    const int MostHoursAfter = 72;

    readonly SimulationOptions options;
    readonly SimulatedWorld world;
    readonly SimulatedPower power;
    readonly SimulatedPerson person;
    readonly SimulatedLives lives;
    readonly SimulationBooks books;
    readonly Stopwatch wall = Stopwatch.StartNew();

    /// <exception cref="CodedError">ORC-LOCAL-003: the period or an operation cannot be simulated.</exception>
    public SimulationRun(SimulationOptions options)
    {
        this.options = options;
        Check(options);
        world = new SimulatedWorld(options);
        if (world.Settings.Get<ProofPackSettings>().Operations.Count > 0
            && world.Settings.Get<KeysSettings>() is { VaultUri: null, File: "" })
            throw new CodedError(
                CodedError.BadArgument, "ProofPacks:Operations needs a place for keys in a simulation: add --set Keys:File=FILE.");
        power = new SimulatedPower(options.Crash, options.Seed);
        person = new SimulatedPerson(options, world);
        lives = new SimulatedLives(world, power, person.Opening());
        books = new SimulationBooks(world);
        Days = new DailyBooks(books);
    }

    /// <summary>The market's own words for what it is.</summary>
    public string MarketDescription => world.Market.Spot.Description;

    /// <summary>What outlived the host: for reading what a run left.</summary>
    public SimulatedWorld World => world;

    /// <summary>The portfolio and its engines, day by day.</summary>
    public DailyBooks Days { get; }

    /// <summary>Runs the whole period.</summary>
    /// <param name="progress">Told after each day how many are done.</param>
    /// <param name="cancellation">Stops between two days.</param>
    public SimulationReport Run(Action<int> progress, CancellationToken cancellation)
    {
        lives.Begin();
        Read(() => Days.AddAsync(options.From.AddDays(-1)));
        for (var day = 0; day < options.Days; day++)
        {
            cancellation.ThrowIfCancellationRequested();
            var begin = options.Start.AddDays(day);
            lives.RunUntil(begin + SimulatedPerson.LooksAt);
            Read(() => person.ActAsync(day));
            lives.RunUntil(begin.AddDays(1));
            Read(() => Days.AddAsync(options.From.AddDays(day)));
            progress(day + 1);
        }

        lives.Finish(MostHoursAfter);
        lives.Await(host => BookRestAsync(host.Services.GetRequiredService<ContractBooks>()));
        return Report();
    }

    public async ValueTask DisposeAsync()
    {
        await lives.DisposeAsync();
        world.Dispose();
    }

    static void Check(SimulationOptions options)
    {
        if (options.To < options.From)
            throw new CodedError(
                CodedError.BadArgument, $"--to {options.To:yyyy-MM-dd} is before --from {options.From:yyyy-MM-dd}.");
        if (options.Days > 366 * 30)
            throw new CodedError(CodedError.BadArgument, $"{options.Days} days are too many: use at most 30 years.");
        CheckProbability("--faults", options.Faults);
        CheckProbability("--crash", options.Crash);
        if (options.Operations.Count == 0)
            throw new CodedError(
                CodedError.BadArgument,
                $"--operations names none. Known: {string.Join(", ", SimulationOptions.KnownOperations.Keys)}; all for all.");
        foreach (var operation in options.Operations)
            if (!SimulationOptions.KnownOperations.ContainsKey(operation))
                throw new CodedError(
                    CodedError.BadArgument,
                    $"There is no operation '{operation}'. Known: {string.Join(", ", SimulationOptions.KnownOperations.Keys)}.");
    }

    static void CheckProbability(string option, double value)
    {
        if (value is not (>= 0 and <= 1))
            throw new CodedError(
                CodedError.BadArgument, FormattableString.Invariant($"{option} {value} is not a probability: use 0 to 1."));
    }

    // What the exchange settled after the last run has no run left to book it.
    async Task BookRestAsync(ContractBooks contracts)
    {
        for (var attempt = 0; attempt < MostFaultsInARow; attempt++)
            try
            {
                await contracts.BookNewAsync(world.Portfolio, CancellationToken.None);
                return;
            }
            catch (ExchangeUnavailableException)
            {
                // Injected faults are bounded in a row.
            }
    }

    // Not the host's doing: it is read, or done, outside of it at a moment of its time.
    void Read(Func<Task> step)
    {
        var task = lives.Host.Time.Start(step);
        lives.Host.Time.RunUntil(task);
        task.GetAwaiter().GetResult();
    }

    SimulationReport Report()
    {
        SimulationReport report = null!;
        var (turns, activities) = lives.Work;
        var ended = new SimulationEnd(options, world, books, Days, power.Deaths, person.Releases)
        {
            LeftOver = lives.Host.Engine.Statistics.ActiveInstances, Turns = turns, Activities = activities,
        };
        Read(async () => report = await ended.ReportAsync(wall.Elapsed));
        return report;
    }
}
