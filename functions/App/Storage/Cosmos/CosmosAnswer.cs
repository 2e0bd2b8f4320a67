using System.Net;
using Microsoft.Azure.Cosmos;

namespace Orchestrations.App.Storage.Cosmos;

/// <summary>What the service said to a write, or that nothing is known of it.</summary>
/// <param name="Status">The status; 0 when no answer came.</param>
/// <param name="Cause">What to tell people when it is an error.</param>
/// <param name="Failed">The operation that failed, when one did.</param>
/// <param name="Inner">The exception behind it, when there was one.</param>
readonly record struct CosmosAnswer(HttpStatusCode Status, string Cause, StoreOperation? Failed = null, Exception? Inner = null)
{
    const int OwnerNotFound = 1003;
    const int StatusOfNothing = 0;

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The guard that failed; null when it is no matter of guards.</summary>
    public StoreConflict? Conflict => (Failed, Status) switch
    {
        (StoreOperation.Create, HttpStatusCode.Conflict) => StoreConflict.AlreadyExists,
        (StoreOperation.Replace or StoreOperation.Delete, HttpStatusCode.PreconditionFailed) => StoreConflict.ETagMismatch,
        (StoreOperation.Replace or StoreOperation.Delete, HttpStatusCode.NotFound) => StoreConflict.NotFound,
        _ => null,
    };

    /// <summary>Whether the write may or may not have happened, or would happen if it were tried again.</summary>
    public bool IsUncertain => (int)Status is StatusOfNothing or 408 or 410 or 449 or 500 or 502 or 503 or 504;

    /// <summary>The error for the caller.</summary>
    public StoreException ToError() => (int)Status switch
    {
        429 => new StoreUnavailableException(
            CosmosStore.Throttled, "Cosmos DB kept refusing the rate of requests; nothing was written. Try again later.", Inner),
        413 => new StoreException(
            StoreLimits.BadContent, "Cosmos DB found a batch larger than 2 MB with its escapes. Split it.", Inner),
        _ when IsUncertain => new StoreUnavailableException(
            CosmosStore.Unreachable, $"Cosmos DB did not answer as it should: {Cause} A write may have happened.", Inner),
        _ => new StoreException(CosmosStore.Refused, $"Cosmos DB refused with status {(int)Status}: {Cause}", Inner),
    };

    public static CosmosAnswer Of(ResponseMessage response, StoreOperation? operation) => new(
        IsMissingContainer(response.StatusCode, response.Headers) ? HttpStatusCode.Forbidden : response.StatusCode,
        FirstLine(response.ErrorMessage),
        operation);

    public static CosmosAnswer Of(TransactionalBatchResponse response, IReadOnlyList<StoreOperation> operations)
    {
        // Of an atomic batch, one operation says what is wrong with it; the others depended on it.
        for (var i = 0; i < response.Count && i < operations.Count; i++)
            if (response[i].StatusCode != HttpStatusCode.FailedDependency && !response[i].IsSuccessStatusCode)
                return new CosmosAnswer(response[i].StatusCode, FirstLine(response.ErrorMessage), operations[i]);
        return new CosmosAnswer(
            IsMissingContainer(response.StatusCode, response.Headers) ? HttpStatusCode.Forbidden : response.StatusCode,
            FirstLine(response.ErrorMessage));
    }

    public static CosmosAnswer Of(CosmosException error) => new(error.StatusCode, FirstLine(error.Message), null, error);

    public static CosmosAnswer Nothing(Exception cause) => new(StatusOfNothing, FirstLine(cause.Message), null, cause);

    // A container that is not there answers 404 like a missing item; it must not pass for one.
    static bool IsMissingContainer(HttpStatusCode status, Headers headers) =>
        status == HttpStatusCode.NotFound && headers["x-ms-substatus"] is { } sub && sub == OwnerNotFound.ToString((IFormatProvider?)null);

    // The library's messages go on for pages of diagnostics.
    static string FirstLine(string? message)
    {
        var line = (message ?? "").Split('\n', 2)[0].Trim();
        return line.Length > 300 ? line[..300] : line;
    }
}
