namespace Orchestrations.Domain.Events;

/// <summary>
/// One event in the one form that packs are made of, whatever it came in as.
/// </summary>
/// <param name="Id">1 to 200 characters; unique within a pack.</param>
/// <param name="Time">When it happened or is expected, UTC.</param>
/// <param name="Type">What it is, lower case with dots, such as <c>transport.arri</c>.</param>
/// <param name="Class">Whether it happened, is estimated or was planned.</param>
/// <param name="Body">What is proved: a JSON object as UTF-8 with class, format, type, and the source. See <see cref="EventBody"/>.</param>
/// <param name="Facts">What the risk rules need of it.</param>
public sealed record ProofEvent(
    string Id, DateTimeOffset Time, string Type, EventClass Class, byte[] Body, EventFacts Facts);
