using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Orchestrations.App.Storage;
using Orchestrations.Domain;

namespace Orchestrations.App.Problems;

/// <summary>
/// Serves requests that write, once for each <c>Idempotency-Key</c>: the same request under the same key gets the first answer
/// again, whatever has happened since; another one is refused (ORC-HTTP-011). Keys are kept in the partition <c>requests</c> for
/// good. Without a key a request is served as it comes. A refusal keeps no key: the request may be corrected and sent again.
/// </summary>
/// <param name="store">Where keys and answers are kept. No endpoint whose answers hold secrets may use this.</param>
/// <param name="time">When a request was first made.</param>
public sealed class IdempotentWrites(IStore store, TimeProvider time)
{
    const string Partition = "requests";

    /// <summary>Serves a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="write">
    /// Does what is asked for. It may be called again for a request that was cut off, and must then find what it did before.
    /// </param>
    /// <param name="cancellation">Cancels the wait; it may still be done.</param>
    public Task<IResult> ServeAsync(HttpRequest request, Func<WriteRequest, Task<Written>> write, CancellationToken cancellation) =>
        Problem.CatchAsync(async () =>
        {
            var body = await RequestJson.ReadBytesAsync(request, RequestJson.LargestBody, cancellation);
            if (IdempotencyKey.Read(request) is not { } key)
                return Answer(request, await write(new WriteRequest(body, time.GetUtcNow(), false)));
            var id = IdempotencyKey.IdOf(request, key);
            var (kept, first) = await ClaimAsync(id, Convert.ToHexStringLower(SHA256.HashData(body)), cancellation);
            if (kept.Answer is { } answer)
                return Again(request, answer);
            var written = await WriteAsync(id, first, () => write(new WriteRequest(body, kept.At, !first)), cancellation);
            var json = JsonSerializer.Serialize(written.Body, written.Body.GetType(), StoreJson.Options);
            // Of two that were under way at once, the first to end is what every later one gets.
            return await KeepAsync(id, new KeptAnswer(written.Status, json, written.Location), cancellation) is { } earlier
                ? Again(request, earlier)
                : Answer(request, written);
        });

    async Task<(KeptRequest Kept, bool First)> ClaimAsync(string id, string fingerprint, CancellationToken cancellation)
    {
        var claim = new KeptRequest(fingerprint, time.GetUtcNow(), null);
        while (true)
        {
            if (await store.GetAsync(new StoreKey(Partition, id), cancellation) is { } item)
            {
                var kept = StoreJson.Read<KeptRequest>(item);
                return kept.Fingerprint == fingerprint ? (kept, false) : throw new DomainException(
                    IdempotencyKey.OtherRequest, $"The {IdempotencyKey.Header} was used before for another request; use a new one.");
            }
            if (await store.WriteAsync(Partition, [new StoreOperation.Create(id, StoreJson.Write(claim))], cancellation) is StoreResult.Committed)
                return (claim, true);
        }
    }

    async Task<Written> WriteAsync(string id, bool first, Func<Task<Written>> write, CancellationToken cancellation)
    {
        try
        {
            return await write();
        }
        // What was refused did nothing; anything else may have been done.
        catch (Exception refused) when (first && refused is ProblemException or DomainException)
        {
            if (await store.GetAsync(new StoreKey(Partition, id), cancellation) is { } item
                && StoreJson.Read<KeptRequest>(item).Answer is null)
                await store.WriteAsync(Partition, [new StoreOperation.Delete(id, item.ETag)], cancellation);
            throw;
        }
    }

    async Task<KeptAnswer?> KeepAsync(string id, KeptAnswer answer, CancellationToken cancellation)
    {
        while (true)
        {
            if (await store.GetAsync(new StoreKey(Partition, id), cancellation) is not { } item)
                return null;
            var kept = StoreJson.Read<KeptRequest>(item);
            if (kept.Answer is { } earlier)
                return earlier;
            var json = StoreJson.Write(kept with { Answer = answer });
            if (await store.WriteAsync(Partition, [new StoreOperation.Replace(id, json, item.ETag)], cancellation) is StoreResult.Committed)
                return null;
        }
    }

    static IResult Answer(HttpRequest request, Written written)
    {
        var headers = request.HttpContext.Response.Headers;
        if (written.Location is { } location)
            headers.Location = location;
        if (written.ETag is { } etag)
            headers.ETag = Preconditions.HeaderOf(etag);
        return Results.Json(written.Body, StoreJson.Options, statusCode: written.Status);
    }

    static IResult Again(HttpRequest request, KeptAnswer answer)
    {
        var headers = request.HttpContext.Response.Headers;
        headers["Idempotent-Replayed"] = "true";
        if (answer.Location is { } location)
            headers.Location = location;
        return Results.Text(answer.Body, "application/json", statusCode: answer.Status);
    }
}

/// <summary>A request that writes.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="AskedAt">When it was first made, UTC: what "today" means in it, however late it is repeated.</param>
/// <param name="Again">True when it was begun before and has no answer yet.</param>
public sealed record WriteRequest(ReadOnlyMemory<byte> Body, DateTimeOffset AskedAt, bool Again)
{
    /// <summary>Reads the body as JSON.</summary>
    /// <exception cref="ProblemException">ORC-HTTP-001, -002 or -003.</exception>
    public T Read<T>() => RequestJson.Read<T>(Body.Span);
}

/// <summary>What a request that writes led to.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The answer, to be written as JSON. It holds no secret.</param>
/// <param name="Location">Where what was made is; null for nowhere.</param>
/// <param name="ETag">The version of what was made; null for none.</param>
public sealed record Written(int Status, object Body, string? Location = null, string? ETag = null);

/// <summary>A key as stored: the request it stands for, and its answer once there is one.</summary>
sealed record KeptRequest(string Fingerprint, DateTimeOffset At, KeptAnswer? Answer);

/// <summary>An answer as stored.</summary>
sealed record KeptAnswer(int Status, string Body, string? Location);
