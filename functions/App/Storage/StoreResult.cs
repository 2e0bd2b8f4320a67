namespace Orchestrations.App.Storage;

/// <summary>How a batch of writes ended.</summary>
public abstract record StoreResult
{
    StoreResult()
    {
    }

    /// <summary>All were applied and are durable.</summary>
    public sealed record Committed : StoreResult;

    /// <summary>None was applied.</summary>
    /// <param name="Id">The item whose guard failed.</param>
    /// <param name="Reason">Which guard.</param>
    public sealed record Conflict(string Id, StoreConflict Reason) : StoreResult;
}

/// <summary>Why a batch was not applied.</summary>
public enum StoreConflict
{
    /// <summary>A create met an item.</summary>
    AlreadyExists,

    /// <summary>A replace or delete met another version.</summary>
    ETagMismatch,

    /// <summary>A replace or delete met no item.</summary>
    NotFound,
}
