namespace Orchestrations.App.Storage;

/// <summary>Where an item is.</summary>
/// <param name="Partition">1 to 200 characters; no slash, backslash, hash or question mark (Cosmos DB and Table Storage refuse them).</param>
/// <param name="Id">1 to 200 characters; the same rule.</param>
public readonly record struct StoreKey(string Partition, string Id);
