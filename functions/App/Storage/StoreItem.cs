namespace Orchestrations.App.Storage;

/// <summary>An item as stored.</summary>
/// <param name="Key">Where it is.</param>
/// <param name="Json">Its content, a JSON object of at most 1 MB.</param>
/// <param name="ETag">Changes with every write; guards replacing and deleting.</param>
public sealed record StoreItem(StoreKey Key, string Json, string ETag);
