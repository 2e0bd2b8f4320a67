namespace Orchestrations.Local.Storage;

/// <summary>
/// The shape of a store file. A change of it is a new version and a migration; a released version never changes.
/// </summary>
static class SqliteStoreSchema
{
    /// <summary>Kept in the file's <c>user_version</c>.</summary>
    public const int Version = 1;

    /// <summary>Kept in the file's <c>application_id</c>: "ORCS", so that no other program's file is taken for a store.</summary>
    public const int ApplicationId = 0x4F524353;

    // The sequence outlives deleted items: an ETag is never given twice, or a stale replace could pass its guard.
    /// <summary>Makes an empty file a store of this version.</summary>
    public const string Create = """
        CREATE TABLE item (
            partition TEXT NOT NULL,
            id TEXT NOT NULL,
            json TEXT NOT NULL,
            etag INTEGER NOT NULL,
            PRIMARY KEY (partition, id)
        ) WITHOUT ROWID;
        CREATE TABLE sequence (only INTEGER PRIMARY KEY CHECK (only = 1), etag INTEGER NOT NULL);
        INSERT INTO sequence (only, etag) VALUES (1, 0);
        PRAGMA application_id = 1330791251;
        PRAGMA user_version = 1;
        """;
}
