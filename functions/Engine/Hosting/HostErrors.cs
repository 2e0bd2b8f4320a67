namespace Orchestrations.Engine.Hosting;

/// <summary>
/// The host's stable error codes. Below 100 the host refuses to start; from 100 on it refuses one request.
/// A code is never reused for something else.
/// </summary>
static class HostErrors
{
    public const string DuplicateFunction = "ORC-HOST-001";
    public const string NotOneTrigger = "ORC-HOST-002";
    public const string UnsupportedParameter = "ORC-HOST-003";
    public const string BadRoute = "ORC-HOST-004";
    public const string BadSchedule = "ORC-HOST-005";
    public const string UnknownSetting = "ORC-HOST-006";
    public const string NotCallable = "ORC-HOST-007";
    public const string BadHostJson = "ORC-HOST-008";
    public const string UnknownTimeZone = "ORC-HOST-009";
    public const string NoHostKey = "ORC-HOST-010";
    public const string BadFunctionName = "ORC-HOST-011";

    public const string ForeignHostName = "ORC-HOST-100";
    public const string ForeignOrigin = "ORC-HOST-101";
    public const string KeyRequired = "ORC-HOST-102";
    public const string BodyTooLarge = "ORC-HOST-103";
    public const string BodyTooSlow = "ORC-HOST-120";
    public const string FunctionFailed = "ORC-HOST-104";
    public const string BadJson = "ORC-HOST-105";
    public const string NotJson = "ORC-HOST-106";
    public const string UnknownFunction = "ORC-HOST-107";
    public const string BadInstanceId = "ORC-HOST-108";
    public const string InstanceExists = "ORC-HOST-109";
    public const string UnknownInstance = "ORC-HOST-110";
    public const string InstanceEnded = "ORC-HOST-111";
    public const string WrongInstanceStatus = "ORC-HOST-112";
    public const string BadArgument = "ORC-HOST-113";
    public const string NotSupported = "ORC-HOST-114";
    public const string NotInvocable = "ORC-HOST-115";
    public const string UnknownAddress = "ORC-HOST-116";
    public const string RequestFailed = "ORC-HOST-117";
    public const string BadKeyName = "ORC-HOST-118";
    public const string UnknownKey = "ORC-HOST-119";
    public const string UnknownEntity = "ORC-HOST-130";
}
