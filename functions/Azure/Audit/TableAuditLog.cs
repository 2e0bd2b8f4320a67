using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Identity;
using Orchestrations.App.Storage;
using Orchestrations.App.Storage.Cosmos;

namespace Orchestrations.OnAzure.Audit;

/// <summary>
/// Where the audit log lies on Azure: one table of Table Storage, behind the one store port, so that the chain itself is written
/// by the same code everywhere. Invariants: append-only, so what exists is never deleted and only the head of the chain is ever
/// replaced, under its ETag; a record, its mark and the new head are one transaction of the table.
/// </summary>
/// <param name="table">The table; made by the deployment.</param>
sealed class TableAuditLog(TableClient table) : IStore
{
    /// <summary>Code of a write that would change what was recorded.</summary>
    public const string AppendOnly = "ORC-AUDIT-004";

    /// <summary>The one item that changes: the end of the chain.</summary>
    public const string Head = "head";

    const int ListingPage = 1000;

    readonly string writer = RandomNumberGenerator.GetHexString(16);
    long writes;

    /// <inheritdoc />
    /// <exception cref="StoreException">ORC-STORE-001: the key has a refused form; -020, -021, -022: the service failed.</exception>
    public async Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckKey(key);
        return await FindAsync(key, cancellation) is { } row ? AuditRow.ItemOf(row) : null;
    }

    /// <inheritdoc />
    /// <exception cref="StoreException">
    /// ORC-AUDIT-004: it would change what was recorded. ORC-STORE-001, -002 or -003: the batch has a refused form; -020, -022: nothing
    /// was written; -021: it is not known.
    /// </exception>
    public async Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckBatch(partition, operations);
        var stamp = writer + Interlocked.Increment(ref writes).ToString("x", CultureInfo.InvariantCulture);
        var actions = operations.Select(operation => ActionOf(partition, operation, stamp)).ToList();
        try
        {
            await table.SubmitTransactionAsync(actions, cancellation);
            return new StoreResult.Committed();
        }
        catch (RequestFailedException failure) when (ConflictOf(failure) is { } reason)
        {
            // The client repeats what got no answer; when the first one had arrived, the repetition meets its own success.
            if (reason != StoreConflict.NotFound && await IsOwnAsync(partition, operations[0].Id, stamp, cancellation))
                return new StoreResult.Committed();
            var failed = (failure as TableTransactionFailedException)?.FailedTransactionActionIndex ?? 0;
            return new StoreResult.Conflict(operations[failed].Id, reason);
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            throw ErrorOf(failure);
        }
    }

    /// <inheritdoc />
    /// <remarks>Reads a page at a time: what is written during the listing may or may not show.</remarks>
    /// <exception cref="StoreException">ORC-STORE-001: the partition has a refused form; -020, -021, -022: the service failed.</exception>
    public IAsyncEnumerable<StoreItem> ListAsync(
        string partition, string idPrefix, string? after, CancellationToken cancellation)
    {
        StoreLimits.CheckPartition(partition);
        ArgumentNullException.ThrowIfNull(idPrefix);
        return RowsAsync(AuditRow.Filter(partition, idPrefix, after), cancellation);
    }

    async IAsyncEnumerable<StoreItem> RowsAsync(string filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var rows = table.QueryAsync<TableEntity>(filter, ListingPage, cancellationToken: cancellation)
            .GetAsyncEnumerator(cancellation);
        while (true)
        {
            try
            {
                if (!await rows.MoveNextAsync())
                    yield break;
            }
            catch (Exception failure) when (IsFailure(failure))
            {
                throw ErrorOf(failure);
            }
            yield return AuditRow.ItemOf(rows.Current);
        }
    }

    async Task<TableEntity?> FindAsync(StoreKey key, CancellationToken cancellation)
    {
        try
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Id, cancellationToken: cancellation);
            return found.HasValue ? found.Value : null;
        }
        catch (Exception failure) when (IsFailure(failure))
        {
            throw ErrorOf(failure);
        }
    }

    async Task<bool> IsOwnAsync(string partition, string id, string stamp, CancellationToken cancellation) =>
        await FindAsync(new StoreKey(partition, id), cancellation) is { } row && AuditRow.StampOf(row) == stamp;

    static TableTransactionAction ActionOf(string partition, StoreOperation operation, string stamp) => operation switch
    {
        StoreOperation.Create create =>
            new(TableTransactionActionType.Add, AuditRow.Of(partition, create.Id, create.Json, stamp)),
        StoreOperation.Replace { Id: Head } head =>
            new(TableTransactionActionType.UpdateReplace, AuditRow.Of(partition, head.Id, head.Json, stamp), new ETag(head.ETag)),
        _ => throw new StoreException(AppendOnly,
            $"The audit log is append-only: '{operation.Id}' is never replaced or deleted. Append a record that says what changed."),
    };

    static StoreConflict? ConflictOf(RequestFailedException failure) => failure.ErrorCode switch
    {
        "EntityAlreadyExists" => StoreConflict.AlreadyExists,
        "UpdateConditionNotSatisfied" or "ConditionNotMet" => StoreConflict.ETagMismatch,
        "ResourceNotFound" or "EntityNotFound" => StoreConflict.NotFound,
        _ => null,
    };

    static bool IsFailure(Exception failure) =>
        failure is RequestFailedException or AggregateException or AuthenticationFailedException or HttpRequestException;

    // Codes and words of the store on Cosmos DB: whoever operates the two does the same about each.
    static StoreException ErrorOf(Exception failure) => (failure as RequestFailedException)?.Status switch
    {
        (int)HttpStatusCode.TooManyRequests =>
            new StoreUnavailableException(
                CosmosStore.Throttled, "Table Storage kept refusing the rate. Nothing was written; try again later.", failure),
        >= 400 and < 500 and var status => new StoreException(CosmosStore.Refused,
            $"Table Storage refuses the request ({status}): check the table, and the role of the app's identity.", failure),
        _ => new StoreUnavailableException(
            CosmosStore.Unreachable, "Table Storage does not answer; a write may have happened. Look, then try again.", failure),
    };
}
