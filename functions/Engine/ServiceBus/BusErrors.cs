namespace Orchestrations.Engine.ServiceBus;

/// <summary>The stable codes of the local Service Bus. Each has a page in docs/errors; a code is never reused.</summary>
static class BusErrors
{
    public const string BadEntity = "ORC-BUS-001";
    public const string TriggerMismatch = "ORC-BUS-002";
    public const string BadOutput = "ORC-BUS-003";

    public const string UnknownEntity = "ORC-BUS-010";
    public const string TooLarge = "ORC-BUS-011";
    public const string SessionRequired = "ORC-BUS-012";
    public const string BadMessage = "ORC-BUS-013";
    public const string Full = "ORC-BUS-014";
    public const string UnknownMessage = "ORC-BUS-015";
    public const string IsTopic = "ORC-BUS-016";

    public const string LockLost = "ORC-BUS-020";
    public const string Unreadable = "ORC-BUS-021";
}
