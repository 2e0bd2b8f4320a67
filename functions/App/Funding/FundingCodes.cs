namespace Orchestrations.App.Funding;

/// <summary>The codes of the funding cycle beside those of the domain. Each has a page in docs/errors.</summary>
static class FundingCodes
{
    /// <summary>A leg stood alone longer than the setting allows.</summary>
    public const string NakedTooLong = "ORC-FUNDING-010";

    /// <summary>A cycle ended with a leg alone.</summary>
    public const string LeftNaked = "ORC-FUNDING-011";

    /// <summary>The contract leg could not be opened; what stood alone was sold.</summary>
    public const string Unwound = "ORC-FUNDING-012";

    /// <summary>A hedge was entered.</summary>
    public const string Entered = "ORC-FUNDING-013";

    /// <summary>A hedge was left.</summary>
    public const string Exited = "ORC-FUNDING-014";

    /// <summary>A settlement paid.</summary>
    public const string Income = "ORC-FUNDING-015";
}
