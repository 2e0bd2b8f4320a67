namespace Orchestrations.Domain.Audit;

/// <summary>Verifies a chain record by record, so that a log of any length needs no more memory than one record.</summary>
public sealed class AuditWalk
{
    long sequence;
    string head = AuditChain.Genesis;

    /// <summary>Takes the next record.</summary>
    /// <returns>Null when it fits; otherwise the verdict that ends the walk.</returns>
    public AuditVerdict? Add(AuditRecord record)
    {
        if (record.Sequence != sequence + 1)
            return Broken(sequence + 1, $"record {sequence + 1} is missing; record {record.Sequence} stands in its place");
        if (record.PreviousHash != head)
            return Broken(record.Sequence, "its previous hash is not the hash of the record before");
        if (record.Hash != AuditChain.HashOf(record))
            return Broken(record.Sequence, "its content does not have its hash");
        sequence = record.Sequence;
        head = record.Hash;
        return null;
    }

    /// <summary>Ends the walk.</summary>
    /// <param name="expectedHead">The hash the last record must have, or null when it is not known.</param>
    public AuditVerdict End(string? expectedHead = null) => expectedHead is null || expectedHead == head
        ? new AuditVerdict(true, sequence, head, null, null)
        : Broken(sequence + 1, $"the log ends after record {sequence}, but its head is another hash: records are missing at the end");

    AuditVerdict Broken(long at, string reason) => new(false, sequence, head, at, reason);
}
