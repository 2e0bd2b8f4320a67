namespace Orchestrations.Domain.ProofPacks;

/// <summary>
/// One event to be proved. Its id and time are always shown; each field of its body has a commitment of its own and can be
/// withheld from a copy later.
/// </summary>
/// <param name="Id">What makes it unique in its pack: 1 to 256 characters. It must say nothing that may have to be withheld.</param>
/// <param name="Time">When it happened.</param>
/// <param name="Body">A JSON object as UTF-8, at most 1 MiB. Objects inside it are descended into: a field is a path such as
/// <c>/reading/celsius</c> (RFC 6901) to anything that is not an object with members. Lists are one field.</param>
public readonly record struct PackEvent(string Id, DateTimeOffset Time, ReadOnlyMemory<byte> Body);
