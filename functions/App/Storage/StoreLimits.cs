using System.Globalization;
using System.Text;

namespace Orchestrations.App.Storage;

/// <summary>
/// What every store refuses, checked in one place so that what works in memory works on SQLite and on Azure Cosmos DB.
/// </summary>
public static class StoreLimits
{
    /// <summary>The longest partition or id, in characters.</summary>
    public const int MaxKeyLength = 200;

    /// <summary>The most operations in one batch (Cosmos DB's and Table Storage's limit).</summary>
    public const int MaxBatch = 100;

    /// <summary>The largest item, in UTF-8 bytes.</summary>
    public const int MaxItemBytes = 1024 * 1024;

    /// <summary>
    /// The most content of one batch together, in UTF-8 bytes: Cosmos DB takes 2 MB, with every quote in it escaped.
    /// </summary>
    public const int MaxBatchBytes = 3 * 512 * 1024;

    /// <summary>Code of a partition or id with a refused length or character.</summary>
    public const string BadKey = "ORC-STORE-001";

    /// <summary>Code of a batch that is empty, too long, or names one id twice.</summary>
    public const string BadBatch = "ORC-STORE-002";

    /// <summary>Code of content that is no JSON object or too large.</summary>
    public const string BadContent = "ORC-STORE-003";

    /// <summary>Checks a key.</summary>
    /// <exception cref="StoreException">ORC-STORE-001.</exception>
    public static void CheckKey(StoreKey key)
    {
        CheckName("partition", key.Partition);
        CheckName("id", key.Id);
    }

    /// <summary>Checks a partition.</summary>
    /// <exception cref="StoreException">ORC-STORE-001.</exception>
    public static void CheckPartition(string partition) => CheckName("partition", partition);

    /// <summary>Checks a batch: its size, its ids, that each id is named once, and what it would write.</summary>
    /// <exception cref="StoreException">ORC-STORE-001, -002 or -003.</exception>
    public static void CheckBatch(string partition, IReadOnlyList<StoreOperation> operations)
    {
        CheckPartition(partition);
        ArgumentNullException.ThrowIfNull(operations);
        if (operations.Count is 0 or > MaxBatch)
            throw new StoreException(BadBatch, $"A batch has 1 to {MaxBatch} operations, not {operations.Count}. Split it, "
                + "and keep together only what must be written together.");
        var length = 0L;
        foreach (var operation in operations)
        {
            CheckName("id", operation.Id);
            var json = operation switch
            {
                StoreOperation.Create create => create.Json,
                StoreOperation.Replace replace => replace.Json,
                _ => null,
            };
            if (operation is not StoreOperation.Delete)
                CheckContent(operation.Id, json);
            length += json?.Length ?? 0;
        }
        CheckDistinct(operations);
        // A char takes at most three bytes of UTF-8, so only long batches need counting.
        if (operations.Count > 1 && length > MaxBatchBytes / 3)
            CheckBytes(operations);
    }

    static void CheckBytes(IReadOnlyList<StoreOperation> operations)
    {
        var bytes = operations.Sum(operation => operation switch
        {
            StoreOperation.Create create => (long)Encoding.UTF8.GetByteCount(create.Json),
            StoreOperation.Replace replace => Encoding.UTF8.GetByteCount(replace.Json),
            _ => 0L,
        });
        if (bytes > MaxBatchBytes)
            throw new StoreException(BadBatch, string.Create(CultureInfo.InvariantCulture,
                $"A batch's contents take {bytes} bytes together; at most {MaxBatchBytes} are allowed. Split it, "
                + $"and keep together only what must be written together."));
    }

    static void CheckDistinct(IReadOnlyList<StoreOperation> operations)
    {
        if (operations.Count == 1)
            return;
        // Most batches hold two or three operations: comparing them all is cheaper than a set.
        var seen = operations.Count > 8 ? new HashSet<string>(operations.Count, StringComparer.Ordinal) : null;
        for (var i = 0; i < operations.Count; i++)
        {
            var id = operations[i].Id;
            var repeated = seen is not null && !seen.Add(id);
            for (var j = 0; seen is null && j < i && !repeated; j++)
                repeated = string.Equals(id, operations[j].Id, StringComparison.Ordinal);
            if (repeated)
                throw new StoreException(BadBatch, $"A batch names the id '{id}' twice. Merge the two operations into one.");
        }
    }

    static void CheckContent(string id, string? json)
    {
        if (json is null || !LooksLikeObject(json))
            throw new StoreException(BadContent, $"The content of '{id}' is not a JSON object. Wrap it in one.");
        // A char takes at most three bytes of UTF-8, so only long texts need counting.
        if (json.Length > MaxItemBytes / 3 && Encoding.UTF8.GetByteCount(json) is var bytes && bytes > MaxItemBytes)
            throw new StoreException(BadContent, string.Create(CultureInfo.InvariantCulture,
                $"The content of '{id}' takes {bytes} bytes; at most {MaxItemBytes} are allowed. Split the item."));
    }

    // The ends only: whoever serialised the object is trusted with what is between, and a full parse would cost every write.
    static bool LooksLikeObject(string json)
    {
        var text = json.AsSpan().Trim();
        return text.Length >= 2 && text[0] == '{' && text[^1] == '}';
    }

    // Surrogates are refused because UTF-16 and UTF-8 order them differently, and listing promises one order everywhere.
    static void CheckName(string what, string? name)
    {
        if (string.IsNullOrEmpty(name) || name.Length > MaxKeyLength)
            throw new StoreException(
                BadKey, $"The {what} '{name}' has {name?.Length ?? 0} characters; 1 to {MaxKeyLength} are allowed.");
        foreach (var c in name)
            if (c is '/' or '\\' or '#' or '?' || char.IsControl(c) || char.IsSurrogate(c))
                throw new StoreException(BadKey, $"The {what} '{name}' holds the character U+{(int)c:X4}. Slash, backslash, "
                    + "hash, question mark, control characters and characters outside the basic plane are refused.");
    }
}
