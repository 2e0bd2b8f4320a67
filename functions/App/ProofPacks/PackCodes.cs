using Orchestrations.Domain;

namespace Orchestrations.App.ProofPacks;

/// <summary>The codes of proof packs beside those of the domain. Each has a page in docs/errors.</summary>
static class PackCodes
{
    /// <summary>The run that an orchestration is about is not there.</summary>
    public const string Unknown = "ORC-PACK-003";

    /// <summary>There is no such pack, or it is another tenant's.</summary>
    public const string NotFound = "ORC-PACK-004";

    /// <summary>An Idempotency-Key was used before for another request.</summary>
    public const string OtherRequest = "ORC-PACK-005";

    /// <summary>The request is not what a run needs.</summary>
    public const string BadRequest = "ORC-PACK-006";

    /// <summary>The content was erased.</summary>
    public const string Erased = "ORC-PACK-007";

    /// <summary>There is no template of the name.</summary>
    public const string NoTemplate = "ORC-PACK-012";

    /// <summary>There is no API key, or it is not known.</summary>
    public const string NoTenant = "ORC-PACK-009";

    /// <summary>The log has no such entry or size.</summary>
    public const string BadPosition = "ORC-PACK-010";

    public static DomainException NoRun(string pack) => new(Unknown, $"Nothing was asked for under the id '{pack}'.");

    // Says the same of what is another tenant's and of what never was.
    public static DomainException NoPack() => new(NotFound, "There is no such pack.");
}
