using Orchestrations.Domain;

namespace Orchestrations.App.CapitalIncrease;

/// <summary>The codes of capital increases beside those of their parameters. Each has a page in docs/errors.</summary>
static class CapitalCodes
{
    /// <summary>A request that is not of the form asked for.</summary>
    public const string BadRequest = "ORC-CAPITAL-002";

    /// <summary>There is an increase of the name already.</summary>
    public const string Exists = "ORC-CAPITAL-003";

    /// <summary>There is no increase of the name.</summary>
    public const string Unknown = "ORC-CAPITAL-004";

    /// <summary>The increase does not wait for an answer.</summary>
    public const string NotWaiting = "ORC-CAPITAL-005";

    public static DomainException NoIncrease(string name) =>
        new(Unknown, $"There is no capital increase '{name}'.");
}
