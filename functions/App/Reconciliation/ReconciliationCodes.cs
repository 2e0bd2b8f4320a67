namespace Orchestrations.App.Reconciliation;

/// <summary>What books and exchange can differ in. Each has a page in docs/errors.</summary>
public static class ReconciliationCodes
{
    /// <summary>A balance.</summary>
    public const string Balance = "ORC-RECON-001";

    /// <summary>A position.</summary>
    public const string Position = "ORC-RECON-002";

    /// <summary>An order that may have been sent and does not show.</summary>
    public const string Order = "ORC-RECON-003";

    /// <summary>A settlement that happened while a position was open and is not in the transaction log.</summary>
    public const string Settlement = "ORC-RECON-004";
}
