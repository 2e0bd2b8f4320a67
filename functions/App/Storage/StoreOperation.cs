namespace Orchestrations.App.Storage;

/// <summary>One write of a batch.</summary>
/// <param name="Id">The item's id within the batch's partition.</param>
public abstract record StoreOperation(string Id)
{
    /// <summary>Writes an item that must not exist yet.</summary>
    public sealed record Create(string Id, string Json) : StoreOperation(Id);

    /// <summary>Overwrites an item that must still carry the ETag.</summary>
    public sealed record Replace(string Id, string Json, string ETag) : StoreOperation(Id);

    /// <summary>Removes an item that must still carry the ETag.</summary>
    public sealed record Delete(string Id, string ETag) : StoreOperation(Id);
}
