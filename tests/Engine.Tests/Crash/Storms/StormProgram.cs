namespace Orchestrations.Engine.Tests.Crash.Storms;

/// <summary>A drawn orchestration: rounds of steps, with continue-as-new between the rounds. It knows its own result.</summary>
/// <param name="Id">Its instance id; null when the engine is to choose one.</param>
/// <param name="Key">What tells it from all others of the storm.</param>
/// <param name="Rounds">What it does.</param>
sealed record StormProgram(string? Id, string Key, IReadOnlyList<IReadOnlyList<StormStep>> Rounds)
{
    const long Prime = 1_000_003;

    /// <summary>This one and those it starts, at any depth.</summary>
    public IEnumerable<StormProgram> WithChildren =>
        Steps.Where(step => step.Program is not null).SelectMany(step => step.Program!.WithChildren).Prepend(this);

    /// <summary>Its steps, with those inside others.</summary>
    public IEnumerable<StormStep> Steps => Rounds.SelectMany(round => round).SelectMany(step => step.WithInner);

    /// <summary>What an undisturbed run returns.</summary>
    public long Result => Rounds.SelectMany(round => round).Aggregate(0L, (sum, step) => Mix(sum, step.Result));

    /// <summary>What an undisturbed run sends to the log.</summary>
    public IEnumerable<string> Ticks => Steps.Where(step => step.Kind == StepKind.Tick).Select(step => step.Key);

    /// <summary>Takes a step's result into account; the order of steps matters.</summary>
    public static long Mix(long sum, long result) => ((sum * 31) + result) % Prime;

    /// <summary>What an activity makes of its input.</summary>
    public static long Worked(long value) => ((value * 7) + 3) % Prime;
}

/// <summary>One step of a drawn orchestration.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Key">What tells it from all others of the storm.</param>
/// <param name="Number">How many of it, or what value, as the kind needs.</param>
/// <param name="Pause">How long its timers and activities take.</param>
/// <param name="Program">What it starts.</param>
/// <param name="Inner">What runs side by side in it.</param>
sealed record StormStep(StepKind Kind, string Key, int Number, TimeSpan Pause, StormProgram? Program, IReadOnlyList<StormStep> Inner)
{
    public const int HopelessAttempts = 3;

    /// <summary>This one and those inside it.</summary>
    public IEnumerable<StormStep> WithInner => Inner.SelectMany(step => step.WithInner).Prepend(this);

    /// <summary>What an undisturbed run makes of it.</summary>
    public long Result => Kind switch
    {
        StepKind.Chain => Enumerable.Range(0, Number).Aggregate((long)Number, (value, _) => StormProgram.Worked(value)),
        StepKind.Fan => Enumerable.Range(0, Number).Sum(i => StormProgram.Worked(i)),
        StepKind.Flaky => StormProgram.Worked(Number),
        StepKind.Event => Number,
        StepKind.Child => Program!.Result,
        StepKind.Together => Inner.Sum(step => step.Result),
        _ => 10 + (int)Kind,
    };
}
