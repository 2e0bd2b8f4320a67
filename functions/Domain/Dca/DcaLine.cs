using Orchestrations.Domain.Assets;

namespace Orchestrations.Domain.Dca;

/// <summary>What one run decided about one pair, with everything it was decided from; in the quote coin.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="Due">What is due by now, cumulatively.</param>
/// <param name="Bought">What arrived so far, net of fees.</param>
/// <param name="Reserved">What is set aside for orders whose end is not counted yet.</param>
/// <param name="Limit">The most this run may buy.</param>
/// <param name="Amount">What to buy now; zero or more.</param>
public sealed record DcaLine(Pair Pair, Money Due, Money Bought, Money Reserved, Money Limit, Money Amount);
