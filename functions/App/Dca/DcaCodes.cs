using Orchestrations.Domain;

namespace Orchestrations.App.Dca;

/// <summary>
/// The codes of the DCA operation beside those of <see cref="Domain.Dca.DcaPlan"/>. Each has a page in docs/errors.
/// </summary>
static class DcaCodes
{
    /// <summary>There is no plan of the name.</summary>
    public const string UnknownPlan = "ORC-DCA-005";

    /// <summary>There is a plan of the name already.</summary>
    public const string PlanExists = "ORC-DCA-006";

    /// <summary>The plan has not begun.</summary>
    public const string NotBegun = "ORC-DCA-007";

    /// <summary>
    /// The orchestration of an order failed; its amount stays set aside until a later run learns what became of it.
    /// </summary>
    public const string OrderFailed = "ORC-DCA-008";

    /// <summary>There is no run of the id.</summary>
    public const string UnknownRun = "ORC-DCA-009";

    /// <summary>The plan is paused.</summary>
    public const string IsPaused = "ORC-DCA-010";

    public static DomainException NoPlan(string name) =>
        new(UnknownPlan, $"There is no DCA plan '{name}'; GET /api/dca/plans lists the plans.");
}
