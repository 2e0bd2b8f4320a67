namespace Orchestrations.App.Operations;

/// <summary>The codes of starting and stopping operations. Each has a page in docs/errors.</summary>
static class OperationCodes
{
    /// <summary>There is no operation of the name.</summary>
    public const string Unknown = "ORC-OPERATION-001";

    /// <summary>The settings of the operation start nothing.</summary>
    public const string Idle = "ORC-OPERATION-002";
}
