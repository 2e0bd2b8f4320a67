using Orchestrations.Domain.Ledger;
using Orchestrations.Domain.Perpetuals;

namespace Orchestrations.App.Contracts;

/// <summary>What a reading of the transaction log came to.</summary>
/// <param name="From">The end of the reading before, UTC.</param>
/// <param name="To">Its own end.</param>
/// <param name="Booked">The lines that were new, oldest first.</param>
/// <param name="Strange">Lines that belong to no engine; they are not booked.</param>
public sealed record ContractReading(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<BookedLine> Booked, IReadOnlyList<Transaction> Strange);

/// <summary>A line with the engine it was booked for.</summary>
/// <param name="Line">The line.</param>
/// <param name="Engine">Whose.</param>
public sealed record BookedLine(Transaction Line, PortfolioEngine Engine);
