using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Market;

/// <summary>What a pair traded at during one span of time. It is known only once it has closed: at <see cref="CloseTime"/>, not before.</summary>
/// <param name="Pair">What is priced in what.</param>
/// <param name="OpenTime">When the span began, UTC.</param>
/// <param name="Span">Its length: an hour or a day.</param>
/// <param name="Open">First price, quote units per base unit.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="Volume">What was traded, in base units.</param>
public sealed record Bar(Pair Pair, DateTimeOffset OpenTime, TimeSpan Span, decimal Open, decimal High, decimal Low, decimal Close, decimal Volume)
{
    /// <summary>When it closed and became known, UTC.</summary>
    public DateTimeOffset CloseTime => OpenTime + Span;
}
