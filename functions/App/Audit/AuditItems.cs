using System.Globalization;
using Orchestrations.Domain.Audit;

namespace Orchestrations.App.Audit;

/// <summary>An audit record as stored under <c>record-&lt;sequence&gt;</c>; the fields of <see cref="AuditRecord"/>.</summary>
sealed record AuditItem(
    long Sequence, string Key, DateTimeOffset Time, string Subject, string Kind, string Data, string PreviousHash, string Hash)
{
    public static string IdOf(long sequence) => "record-" + sequence.ToString("D12", CultureInfo.InvariantCulture);

    public static AuditItem From(AuditRecord r) => new(r.Sequence, r.Key, r.Time, r.Subject, r.Kind, r.Data, r.PreviousHash, r.Hash);

    public AuditRecord ToRecord() => new(Sequence, Key, Time, Subject, Kind, Data, PreviousHash, Hash);
}

/// <summary>The mark that a key was recorded, stored under <c>key-&lt;key&gt;</c>.</summary>
sealed record AuditKeyItem(long Sequence);

/// <summary>The end of the chain, stored under <c>head</c>; serialises writers.</summary>
sealed record AuditHeadItem(long Sequence, string Hash);
