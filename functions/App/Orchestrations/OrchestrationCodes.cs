namespace Orchestrations.App.Orchestrations;

/// <summary>The codes of looking at orchestrations and steering them. Each has a page in docs/errors.</summary>
static class OrchestrationCodes
{
    /// <summary>There is no instance of the id.</summary>
    public const string Unknown = "ORC-ORCH-001";

    /// <summary>The instance is not in a state that allows the action.</summary>
    public const string WrongState = "ORC-ORCH-002";

    /// <summary>A filter of the list is none.</summary>
    public const string BadFilter = "ORC-ORCH-003";

    /// <summary>There is no such action.</summary>
    public const string UnknownAction = "ORC-ORCH-004";

    /// <summary>The event's name is missing or too long.</summary>
    public const string NoEventName = "ORC-ORCH-005";
}
