using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrations.Domain.Audit;

/// <summary>
/// The hash chain over audit records. The bytes hashed are unambiguous: each field is its UTF-8 bytes preceded by their
/// count as four bytes, big-endian, in this order: the text <c>orc-audit-v1</c>, sequence (decimal digits), key, time
/// (<c>yyyy-MM-ddTHH:mm:ss.fffffffZ</c>), subject, kind, data, previous hash. The hash is SHA-256 in lower-case hex.
/// </summary>
public static class AuditChain
{
    const string Format = "orc-audit-v1";

    /// <summary>The previous hash of the first record: 64 zeros.</summary>
    public static string Genesis { get; } = new('0', 64);

    /// <summary>The record that follows another.</summary>
    /// <param name="previous">The last record, or null for the first.</param>
    /// <param name="key">What makes it unique.</param>
    /// <param name="time">When, UTC.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="data">JSON text.</param>
    public static AuditRecord Next(AuditRecord? previous, string key, DateTimeOffset time, string subject, string kind, string data) =>
        Next(previous?.Sequence ?? 0, previous?.Hash ?? Genesis, key, time, subject, kind, data);

    /// <summary>The record that follows a position of which only the sequence and the hash are known.</summary>
    /// <param name="lastSequence">Zero before the first record.</param>
    /// <param name="lastHash"><see cref="Genesis"/> before the first record.</param>
    /// <param name="key">What makes it unique.</param>
    /// <param name="time">When, UTC.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="data">JSON text.</param>
    public static AuditRecord Next(
        long lastSequence, string lastHash, string key, DateTimeOffset time, string subject, string kind, string data)
    {
        var record = new AuditRecord(lastSequence + 1, key, time.ToUniversalTime(), subject, kind, data, lastHash, "");
        return record with { Hash = HashOf(record) };
    }

    /// <summary>The hash that a record must carry, computed from its other fields.</summary>
    public static string HashOf(AuditRecord record)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, Format);
        Add(hash, record.Sequence.ToString(CultureInfo.InvariantCulture));
        Add(hash, record.Key);
        Add(hash, record.Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        Add(hash, record.Subject);
        Add(hash, record.Kind);
        Add(hash, record.Data);
        Add(hash, record.PreviousHash);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Walks records from the first on.</summary>
    /// <param name="records">In order, beginning with sequence 1.</param>
    /// <param name="expectedHead">The hash the last record must have, when it is known from elsewhere: finds a cut-off end.</param>
    public static AuditVerdict Verify(IEnumerable<AuditRecord> records, string? expectedHead = null)
    {
        var walk = new AuditWalk();
        foreach (var record in records)
            if (walk.Add(record) is { } broken)
                return broken;
        return walk.End(expectedHead);
    }

    static void Add(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
