using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrations.App.Storage;
using Orchestrations.Domain;
using Orchestrations.Domain.Audit;

namespace Orchestrations.App.Audit;

/// <summary>
/// The append-only, hash-chained log of every decision, in the partition <c>audit</c>. Invariants: a record, the mark of its
/// key and the new head are one batch; a key is recorded once; sequences have no gaps.
/// </summary>
/// <param name="store">Where it is kept.</param>
/// <param name="time">Stamps the records.</param>
/// <param name="logger">
/// Gets a line for each new record, at level debug: what alerts and workbooks in Azure look at (infra/alerts). The log itself
/// is what counts; a line may be missing after a crash.
/// </param>
public sealed class AuditRepository(IStore store, TimeProvider time, ILogger<AuditRepository>? logger = null) : IDisposable
{
    const string Partition = "audit";
    const string Head = "head";
    const int MostAttempts = 100;

    readonly ILogger logger = logger ?? NullLogger<AuditRepository>.Instance;

    // Writers of one process queue here instead of conflicting; the ETag guards against other processes.
    readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Appends a record, once per key however often it is called.</summary>
    /// <param name="key">Instance and step, so that a step that runs twice is recorded once: 1 to 190 characters, no / \ #
    /// ?.</param>
    /// <param name="kind">What it is, such as <c>order-risk</c>.</param>
    /// <param name="subject">What it is about, such as an instance id.</param>
    /// <param name="data">Inputs and verdict; written as JSON.</param>
    /// <param name="cancellation">Cancels the wait; the record may still be appended.</param>
    /// <returns>The record; the old one when the key was recorded before with the same content.</returns>
    /// <exception cref="DomainException">
    /// ORC-AUDIT-002: the key was recorded with another content. ORC-AUDIT-003: other writers kept getting in between.
    /// </exception>
    public async Task<AuditRecord> AppendAsync<T>(
        string key, string kind, string subject, T data, CancellationToken cancellation = default)
    {
        var text = StoreJson.Write(data);
        await writing.WaitAsync(cancellation);
        try
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
                if (await TryAppendAsync(key, kind, subject, text, cancellation) is { } record)
                    return record;
        }
        finally
        {
            writing.Release();
        }
        throw new DomainException("ORC-AUDIT-003", $"The record {key} met other writers {MostAttempts} times; try again later.");
    }

    /// <summary>The records in order.</summary>
    /// <param name="after">Only records after this sequence: for paging. Zero for all.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public async IAsyncEnumerable<AuditRecord> ListAsync(
        long after = 0, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var item in store.ListAsync(Partition, "record-", AuditItem.IdOf(after), cancellation))
            yield return StoreJson.Read<AuditItem>(item).ToRecord();
    }

    /// <summary>How many records there are; also the sequence of the newest.</summary>
    public async Task<long> CountAsync(CancellationToken cancellation = default) => (await HeadAsync(cancellation)).Head.Sequence;

    /// <summary>True when a key was recorded.</summary>
    public async Task<bool> HasAsync(string key, CancellationToken cancellation = default) =>
        await store.GetAsync(new StoreKey(Partition, "key-" + key), cancellation) is not null;

    /// <summary>The records in order from the one of a key on; none when the key was not recorded.</summary>
    public async IAsyncEnumerable<AuditRecord> ListFromAsync(
        string key, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        if (await store.GetAsync(new StoreKey(Partition, "key-" + key), cancellation) is not { } mark)
            yield break;
        await foreach (var record in ListAsync(StoreJson.Read<AuditKeyItem>(mark).Sequence - 1, cancellation))
            yield return record;
    }

    /// <summary>Walks the whole chain and compares its end with the head.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken cancellation = default)
    {
        // The head first: records that are appended during the walk lie behind it and are not looked at.
        var (head, _) = await HeadAsync(cancellation);
        var walk = new AuditWalk();
        await foreach (var record in ListAsync(0, cancellation))
        {
            if (record.Sequence > head.Sequence)
                break;
            if (walk.Add(record) is { } broken)
                return broken;
        }
        return walk.End(head.Hash);
    }

    /// <inheritdoc />
    public void Dispose() => writing.Dispose();

    async Task<AuditRecord?> TryAppendAsync(string key, string kind, string subject, string data, CancellationToken cancellation)
    {
        var (head, etag) = await HeadAsync(cancellation);
        var record = AuditChain.Next(head.Sequence, head.Hash, key, time.GetUtcNow(), subject, kind, data);
        var headJson = StoreJson.Write(new AuditHeadItem(record.Sequence, record.Hash));
        var result = await store.WriteAsync(Partition,
        [
            new StoreOperation.Create("key-" + key, StoreJson.Write(new AuditKeyItem(record.Sequence))),
            new StoreOperation.Create(AuditItem.IdOf(record.Sequence), StoreJson.Write(AuditItem.From(record))),
            etag is null ? new StoreOperation.Create(Head, headJson) : new StoreOperation.Replace(Head, headJson, etag),
        ], cancellation);
        if (result is not StoreResult.Committed)
            return await RecordedAsync(key, kind, subject, data, cancellation);
        logger.LogDebug(
            "Audit {AuditSequence} {AuditKind} of {AuditSubject}: {AuditData}", record.Sequence, kind, subject, data);
        return record;
    }

    async Task<AuditRecord?> RecordedAsync(string key, string kind, string subject, string data, CancellationToken cancellation)
    {
        var mark = await store.GetAsync(new StoreKey(Partition, "key-" + key), cancellation);
        if (mark is null)
            return null;
        var id = AuditItem.IdOf(StoreJson.Read<AuditKeyItem>(mark).Sequence);
        var item = await store.GetAsync(new StoreKey(Partition, id), cancellation)
            ?? throw new DomainException("ORC-AUDIT-001", $"The audit record {id} of the key {key} is missing.");
        var record = StoreJson.Read<AuditItem>(item).ToRecord();
        return record.Kind == kind && record.Subject == subject && record.Data == data
            ? record
            : throw new DomainException("ORC-AUDIT-002", $"The key {key} was recorded before with another content.");
    }

    async Task<(AuditHeadItem Head, string? ETag)> HeadAsync(CancellationToken cancellation)
    {
        var item = await store.GetAsync(new StoreKey(Partition, Head), cancellation);
        return item is null ? (new AuditHeadItem(0, AuditChain.Genesis), null) : (StoreJson.Read<AuditHeadItem>(item), item.ETag);
    }
}
