namespace Orchestrations.Engine;

/// <summary>The stable codes of the engine and its store. Each has a page in docs/errors.</summary>
static class EngineErrors
{
    public const string NonDeterminism = "ORC-ENGINE-001";
    public const string PayloadTooLarge = "ORC-ENGINE-002";
    public const string InstanceId = "ORC-ENGINE-003";
    public const string IllegalAwait = "ORC-ENGINE-004";
    public const string UnknownOrchestrator = "ORC-ENGINE-005";
    public const string UnknownActivity = "ORC-ENGINE-006";
    public const string InstanceExists = "ORC-ENGINE-007";
    public const string TurnRefused = "ORC-ENGINE-008";
    public const string PurgeOfRunning = "ORC-ENGINE-009";
    public const string VersionMismatch = "ORC-ENGINE-010";
    public const string NotFailed = "ORC-ENGINE-011";

    public const string HistoryTooLong = "ORC-ENGINE-020";

    public const string StoreNotOpened = "ORC-STORE-010";
    public const string StoreNewer = "ORC-STORE-011";
    public const string StoreDamaged = "ORC-STORE-012";
    public const string StoreForeign = "ORC-STORE-013";
    public const string StoreInUse = "ORC-STORE-014";
    public const string StoreNotWritable = "ORC-STORE-015";
    public const string WriteRefused = "ORC-STORE-016";
    public const string CopyFailed = "ORC-STORE-017";
}
