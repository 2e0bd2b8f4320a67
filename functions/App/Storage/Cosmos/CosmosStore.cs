using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core;
using Microsoft.Azure.Cosmos;

namespace Orchestrations.App.Storage.Cosmos;

/// <summary>
/// The store on Azure Cosmos DB: one container, its partitions ours. One operation is a point write, several are a
/// transactional batch. Each write stamps what it writes: when an answer was lost and the repetition meets its own success, the
/// stamp tells, so that no conflict is reported that was none. Too high a rate is waited out as Retry-After says.
/// </summary>
public sealed class CosmosStore : IStore
{
    /// <summary>Code of a rate that the service kept refusing.</summary>
    public const string Throttled = "ORC-STORE-020";

    /// <summary>Code of a service that does not answer; a write may have happened.</summary>
    public const string Unreachable = "ORC-STORE-021";

    /// <summary>Code of a request that the service refuses: the wrong identity, role, address, database or container.</summary>
    public const string Refused = "ORC-STORE-022";

    const int ListingPage = 256;
    const int MostAttempts = 4;

    static readonly TimeSpan firstPause = TimeSpan.FromMilliseconds(100);
    static readonly ItemRequestOptions unguarded = new() { EnableContentResponseOnWrite = false };

    readonly Container container;
    readonly TimeProvider time;
    readonly string writer = RandomNumberGenerator.GetHexString(16);
    long writes;

    /// <param name="container">Partitioned by <c>/partition</c>.</param>
    /// <param name="time">Paces repetitions.</param>
    public CosmosStore(Container container, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(container);
        this.container = container;
        this.time = time;
    }

    /// <summary>A client as the store wants it; to be kept for the life of the process.</summary>
    public static CosmosClient Connect(CosmosSettings settings, TokenCredential credential) =>
        new(settings.Endpoint.AbsoluteUri, credential, Options());

    /// <inheritdoc />
    /// <exception cref="StoreException">ORC-STORE-001: the key has a refused form; -020, -021, -022: the service failed.</exception>
    public async Task<StoreItem?> GetAsync(StoreKey key, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckKey(key);
        using var document = await ReadAsync(key, cancellation);
        return document is null ? null : CosmosDocument.Item(key.Partition, document.RootElement);
    }

    /// <inheritdoc />
    /// <exception cref="StoreException">
    /// ORC-STORE-001, -002 or -003: the batch has a refused form; -020, -022: nothing was written; -021: it is not known.
    /// </exception>
    public async Task<StoreResult> WriteAsync(
        string partition, IReadOnlyList<StoreOperation> operations, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        StoreLimits.CheckBatch(partition, operations);
        var stamp = writer + Interlocked.Increment(ref writes).ToString("x", CultureInfo.InvariantCulture);
        for (var attempt = 1; ; attempt++)
        {
            var answer = await SendAsync(partition, operations, stamp, cancellation);
            if (answer.IsSuccess)
                return new StoreResult.Committed();
            if (answer.Conflict is { } reason)
                return reason != StoreConflict.NotFound && await IsOwnAsync(partition, operations, stamp, cancellation)
                    ? new StoreResult.Committed()
                    : new StoreResult.Conflict(answer.Failed!.Id, reason);
            if (!answer.IsUncertain || attempt == MostAttempts)
                throw answer.ToError();
            await Task.Delay(firstPause * Math.Pow(4, attempt - 1), time, cancellation);
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
        return PagesAsync(partition, Query(idPrefix, after), cancellation);
    }

    internal static CosmosClientOptions Options() => new()
    {
        ApplicationName = "orchestrations",
        MaxRetryAttemptsOnRateLimitedRequests = 9,
        MaxRetryWaitTimeOnRateLimitedRequests = TimeSpan.FromSeconds(30),
    };

    static QueryDefinition Query(string idPrefix, string? after)
    {
        const string all = "SELECT c.id, c.json, c._etag FROM c";
        const string ordered = " ORDER BY c.id";
        return (idPrefix.Length > 0, after) switch
        {
            (false, null) => new QueryDefinition(all + ordered),
            (true, null) => new QueryDefinition(all + " WHERE STARTSWITH(c.id, @prefix)" + ordered).WithParameter("@prefix", idPrefix),
            (false, _) => new QueryDefinition(all + " WHERE c.id > @after" + ordered).WithParameter("@after", after),
            _ => new QueryDefinition(all + " WHERE STARTSWITH(c.id, @prefix) AND c.id > @after" + ordered)
                .WithParameter("@prefix", idPrefix).WithParameter("@after", after),
        };
    }

    async IAsyncEnumerable<StoreItem> PagesAsync(
        string partition, QueryDefinition query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var options = new QueryRequestOptions { PartitionKey = new PartitionKey(partition), MaxItemCount = ListingPage };
        using var pages = container.GetItemQueryStreamIterator(query, requestOptions: options);
        while (pages.HasMoreResults)
        {
            using var page = await AskAsync(() => pages.ReadNextAsync(cancellation), cancellation);
            var answer = CosmosAnswer.Of(page, null);
            if (!answer.IsSuccess)
                throw answer.ToError();
            using var body = await JsonDocument.ParseAsync(page.Content, cancellationToken: cancellation);
            foreach (var document in body.RootElement.GetProperty("Documents").EnumerateArray())
                yield return CosmosDocument.Item(partition, document);
        }
    }

    async Task<CosmosAnswer> SendAsync(
        string partition, IReadOnlyList<StoreOperation> operations, string stamp, CancellationToken cancellation)
    {
        try
        {
            if (operations.Count > 1)
                return await SendBatchAsync(partition, operations, stamp, cancellation);
            using var response = await SendOneAsync(partition, operations[0], stamp, cancellation);
            return CosmosAnswer.Of(response, operations[0]);
        }
        catch (CosmosException error) when (!cancellation.IsCancellationRequested)
        {
            return CosmosAnswer.Of(error);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return CosmosAnswer.Nothing(error);
        }
    }

    Task<ResponseMessage> SendOneAsync(string partition, StoreOperation operation, string stamp, CancellationToken cancellation)
    {
        var key = new PartitionKey(partition);
        return operation switch
        {
            StoreOperation.Create create => container.CreateItemStreamAsync(
                CosmosDocument.Write(partition, create.Id, create.Json, stamp), key, unguarded, cancellation),
            StoreOperation.Replace replace => container.ReplaceItemStreamAsync(
                CosmosDocument.Write(partition, replace.Id, replace.Json, stamp), replace.Id, key,
                new ItemRequestOptions { IfMatchEtag = replace.ETag, EnableContentResponseOnWrite = false }, cancellation),
            StoreOperation.Delete delete => container.DeleteItemStreamAsync(
                delete.Id, key, new ItemRequestOptions { IfMatchEtag = delete.ETag }, cancellation),
            _ => throw new ArgumentException($"Unknown operation {operation.GetType().Name}.", nameof(operation)),
        };
    }

    async Task<CosmosAnswer> SendBatchAsync(
        string partition, IReadOnlyList<StoreOperation> operations, string stamp, CancellationToken cancellation)
    {
        var batch = container.CreateTransactionalBatch(new PartitionKey(partition));
        foreach (var operation in operations)
            _ = operation switch
            {
                StoreOperation.Create create => batch.CreateItemStream(
                    CosmosDocument.Write(partition, create.Id, create.Json, stamp), Guarded(null)),
                StoreOperation.Replace replace => batch.ReplaceItemStream(
                    replace.Id, CosmosDocument.Write(partition, replace.Id, replace.Json, stamp), Guarded(replace.ETag)),
                StoreOperation.Delete delete => batch.DeleteItem(delete.Id, Guarded(delete.ETag)),
                _ => throw new ArgumentException($"Unknown operation {operation.GetType().Name}.", nameof(operations)),
            };
        using var response = await batch.ExecuteAsync(cancellation);
        return CosmosAnswer.Of(response, operations);

        static TransactionalBatchItemRequestOptions Guarded(string? etag) =>
            new() { IfMatchEtag = etag, EnableContentResponseOnWrite = false };
    }

    // A batch is written whole or not at all, so one stamped item speaks for it. Deletes leave nothing to look at.
    async Task<bool> IsOwnAsync(
        string partition, IReadOnlyList<StoreOperation> operations, string stamp, CancellationToken cancellation)
    {
        if (operations.FirstOrDefault(operation => operation is not StoreOperation.Delete) is not { } written)
            return false;
        using var document = await ReadAsync(new StoreKey(partition, written.Id), cancellation);
        return document is not null && CosmosDocument.Stamp(document.RootElement) == stamp;
    }

    async Task<JsonDocument?> ReadAsync(StoreKey key, CancellationToken cancellation)
    {
        using var response = await AskAsync(
            () => container.ReadItemStreamAsync(key.Id, new PartitionKey(key.Partition), cancellationToken: cancellation), cancellation);
        var answer = CosmosAnswer.Of(response, null);
        if (answer.Status == HttpStatusCode.NotFound)
            return null;
        if (!answer.IsSuccess)
            throw answer.ToError();
        return await JsonDocument.ParseAsync(response.Content, cancellationToken: cancellation);
    }

    // Reads are repeated by the library already; what is left here is to say why it gave up.
    static async Task<ResponseMessage> AskAsync(Func<Task<ResponseMessage>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (CosmosException error) when (!cancellation.IsCancellationRequested)
        {
            throw CosmosAnswer.Of(error).ToError();
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            throw CosmosAnswer.Nothing(error).ToError();
        }
    }
}
