namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>What is to be done in one storm, drawn from a seed: orchestrations, messages, and limits of the engine.</summary>
sealed class StormPlan
{
    public const string LogId = "log";

    const int DeepestChild = 2;
    static readonly TimeSpan[] pauses =
    [
        TimeSpan.Zero, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(10),
        TimeSpan.FromMilliseconds(40), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), TimeSpan.FromHours(30),
    ];

    static readonly StepKind[] simple =
    [
        StepKind.Chain, StepKind.Fan, StepKind.Wait, StepKind.Flaky, StepKind.Hopeless, StepKind.Event, StepKind.Timeout,
        StepKind.Broken, StepKind.Tick, StepKind.Tick, StepKind.Status,
    ];

    readonly Random random;
    readonly Dictionary<string, StormProgram> byKey;
    int drawn;

    public StormPlan(int seed)
    {
        random = new Random(seed);
        Roots = Draw(random.Next(1, 4), _ => Program(DeepestChild, hasId: true));
        StartedByMessage = Draw(random.Next(0, 3), _ => Program(0, hasId: true));
        byKey = Roots.Concat(StartedByMessage).SelectMany(root => root.WithChildren).ToDictionary(program => program.Key, StringComparer.Ordinal);
        Sessions = Enumerable.Range(0, random.Next(0, 3)).ToDictionary(i => $"s{i}", _ => random.Next(1, 4), StringComparer.Ordinal);
        Relayed = Draw(random.Next(0, 4), i => $"r{i}");
        News = Draw(random.Next(0, 2), i => $"n{i}");
        Poisoned = Draw(random.Next(0, 8) / 7, i => $"p{i}");
        HasForever = random.Next(4) == 0;
        HasPause = random.Next(3) == 0;
        HasPurge = random.Next(3) == 0;
        HasSecondLife = random.Next(4) == 0;
        StartDelay = random.Next(4) == 0 ? Pause() : TimeSpan.Zero;
        MostInMemory = random.Next(3) == 0 ? random.Next(1, 5) : 1000;
        MostActivities = random.Next(3) == 0 ? random.Next(1, 4) : 20;
    }

    /// <summary>What the client starts.</summary>
    public IReadOnlyList<StormProgram> Roots { get; }

    /// <summary>What messages start.</summary>
    public IReadOnlyList<StormProgram> StartedByMessage { get; }

    /// <summary>Sessions, and how many signals each sends after its first message.</summary>
    public IReadOnlyDictionary<string, int> Sessions { get; }

    public IReadOnlyList<string> Relayed { get; }

    public IReadOnlyList<string> News { get; }

    public IReadOnlyList<string> Poisoned { get; }

    /// <summary>Whether an orchestration is terminated, with its child.</summary>
    public bool HasForever { get; }

    /// <summary>Whether the first root is paused and resumed.</summary>
    public bool HasPause { get; }

    /// <summary>Whether an ended orchestration is purged.</summary>
    public bool HasPurge { get; }

    /// <summary>Whether an id is used again after its first orchestration ended.</summary>
    public bool HasSecondLife { get; }

    /// <summary>How long after the client asked for it the first root is to start.</summary>
    public TimeSpan StartDelay { get; }

    public int MostInMemory { get; }

    public int MostActivities { get; }

    public IEnumerable<StormProgram> Programs => byKey.Values;

    public static string CollectorId(string session) => $"collector-{session}";

    public StormProgram Program(string key) => byKey[key];

    /// <summary>A number from the seed, from 0.</summary>
    public int Next(int below) => random.Next(below);

    StormProgram Program(int depth, bool hasId)
    {
        var key = $"p{drawn++}";
        var mostRounds = depth == DeepestChild ? 3 : 2;
        var rounds = Draw(random.Next(1, mostRounds + 1), _ => Draw(random.Next(1, 4), _ => Step(depth, inner: false)));
        var program = new StormProgram(null, key, rounds);

        // A client can send events only to ids it knows.
        return hasId || random.Next(2) == 0 || program.Rounds.SelectMany(round => round).SelectMany(step => step.WithInner)
            .Any(step => step.Kind == StepKind.Event) ? program with { Id = key } : program;
    }

    StormStep Step(int depth, bool inner)
    {
        var key = $"k{drawn++}";
        var dice = random.Next(10);
        if (dice == 0 && !inner)
            return new StormStep(StepKind.Together, key, 0, TimeSpan.Zero, null, Draw(random.Next(2, 5), _ => Step(depth, inner: true)));
        if (dice <= 3 && depth > 0)
        {
            var kind = random.Next(3) == 0 ? StepKind.Detached : StepKind.Child;
            return new StormStep(kind, key, 0, TimeSpan.Zero, Program(depth - 1, hasId: kind == StepKind.Detached), []);
        }

        return new StormStep(simple[random.Next(simple.Length)], key, random.Next(1, 7), Pause(), null, []);
    }

    TimeSpan Pause() => pauses[random.Next(pauses.Length)];

    static List<T> Draw<T>(int count, Func<int, T> draw) => [.. Enumerable.Range(0, count).Select(draw)];
}
