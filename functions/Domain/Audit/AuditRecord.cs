namespace Orchestrations.Domain.Audit;

/// <summary>One decision or event with its inputs, chained to the record before it.</summary>
/// <param name="Sequence">Position in the log, from 1 without gaps.</param>
/// <param name="Key">What makes it unique: instance and step. A step that runs twice is recorded once.</param>
/// <param name="Time">When it was recorded, UTC.</param>
/// <param name="Subject">What it is about: an orchestration instance, an order, a switch.</param>
/// <param name="Kind">What it is: <c>order-risk</c>, <c>dca-decision</c>.</param>
/// <param name="Data">The inputs and the verdict, as JSON text that is hashed as it stands.</param>
/// <param name="PreviousHash">The hash of the record before; 64 zeros for the first.</param>
/// <param name="Hash">The hash of this record: see <see cref="AuditChain.HashOf"/>.</param>
public sealed record AuditRecord(
    long Sequence,
    string Key,
    DateTimeOffset Time,
    string Subject,
    string Kind,
    string Data,
    string PreviousHash,
    string Hash);
