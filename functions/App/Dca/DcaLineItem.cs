namespace Orchestrations.App.Dca;

/// <summary>One line of a decision, as stored and audited; in the quote coin.</summary>
/// <param name="Symbol">The pair.</param>
/// <param name="Due">What was due, cumulatively.</param>
/// <param name="Bought">What had arrived, net of fees.</param>
/// <param name="Reserved">What was set aside.</param>
/// <param name="Limit">The most the run might buy.</param>
/// <param name="Amount">What it decided to buy.</param>
sealed record DcaLineItem(string Symbol, decimal Due, decimal Bought, decimal Reserved, decimal Limit, decimal Amount);
