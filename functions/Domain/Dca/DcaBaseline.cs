using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Dca;

/// <summary>
/// Where a plan that was changed, or paused and resumed, counts from. What was due by then stays due; what the plan says now holds
/// for the intervals that begin after it. So a change never buys or drops anything for the past.
/// </summary>
/// <param name="At">When, UTC.</param>
/// <param name="Due">What was due by then, cumulatively, for each pair.</param>
public sealed record DcaBaseline(DateTimeOffset At, IReadOnlyDictionary<Pair, Money> Due);

/// <summary>A pause: nothing falls due and nothing is bought until a person resumes the plan.</summary>
/// <param name="At">Since when, UTC.</param>
/// <param name="Reason">Why, by the person who paused it.</param>
public sealed record DcaPause(DateTimeOffset At, string Reason);
