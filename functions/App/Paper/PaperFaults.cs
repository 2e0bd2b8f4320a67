namespace Orchestrations.App.Paper;

/// <summary>
/// Which faults are injected, and how often. Every draw is a pure function of (seed, operation, client id, attempt), and
/// faults never touch what is filled, so a run with faults ends in the same fills as one without.
/// </summary>
public sealed record PaperFaults
{
    /// <summary>No faults.</summary>
    public static PaperFaults None { get; } = new();

    /// <summary>The chance of a fault at each call, 0 to 1; zero unless set.</summary>
    public double Probability { get; init; }

    /// <summary>The chance at the endpoints that have one of their own, 0 to 1; the others have <see cref="Probability"/>.</summary>
    public IReadOnlyDictionary<PaperEndpoint, double> ByEndpoint { get; init; } = new Dictionary<PaperEndpoint, double>();

    /// <summary>Where all draws start.</summary>
    public long Seed { get; init; }

    /// <summary>The kinds that may be drawn; all unless set.</summary>
    public IReadOnlyList<PaperFault> Kinds { get; init; } = Enum.GetValues<PaperFault>();

    /// <summary>
    /// The most faults of one operation on one order (calls that concern no order: in a row); 0 or more. It bounds how long
    /// any caller that keeps asking can be kept from its answer.
    /// </summary>
    public int MaxPerOrder { get; init; } = 3;

    /// <summary>The most look-ups for which a new order stays hidden; 1 or more.</summary>
    public int MaxHiddenLookUps { get; init; } = 3;

    /// <summary>Faults at a probability, drawn from a seed.</summary>
    /// <param name="probability">0 to 1.</param>
    /// <param name="seed">Where all draws start.</param>
    public static PaperFaults At(double probability, long seed) => new() { Probability = probability, Seed = seed };

    internal double ProbabilityOf(PaperEndpoint endpoint) => ByEndpoint.GetValueOrDefault(endpoint, Probability);

    internal void Check()
    {
        foreach (var probability in ByEndpoint.Values)
            ArgumentOutOfRangeException.ThrowIfNotEqual(probability, Math.Clamp(probability, 0.0, 1.0), nameof(ByEndpoint));
        ArgumentOutOfRangeException.ThrowIfNegative(Probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Probability, 1.0);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPerOrder);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHiddenLookUps, 1);
    }
}
