namespace Orchestrations.Azure.Tests.Durable;

/// <summary>
/// Tests of the embedded engine that Microsoft's host does not pass, and why that is left so. Each is run all the same and must fail:
/// what is no difference any more must go from here.
/// </summary>
static class Differences
{
    const string KeptTimers = "The service has no way to take back a timer: it stays, and the worker passes over it.";
    const string OwnWords = "The failure is the same; the engine adds a code of its own to the words.";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Wait_WithATimeoutThatIsNotNeeded_LeavesNoTimerBehind"] = KeptTimers,
        ["Orchestration_WithACancelledTimer_EndsAtOnce"] = KeptTimers,
        ["Orchestrator_ThatNobodyProvides_FailsTheInstance"] = OwnWords,
        ["Activity_ThatNobodyProvides_FailsTheCall"] = OwnWords,
        ["Event_WithoutAPayload_IsReceivedAsTheDefault"] =
            "The worker casts null to the type awaited: where that is a value, its own code fails the instance.",
        ["CustomStatus_OverContinueAsNew_IsCarriedOver"] =
            "The service in memory forgets it; the dispatcher of DurableTask.Core, which other back ends use, carries it over.",
        ["ContinueAsNew_WithinOneTickOfTheClock_MakesOtherIds"] =
            "Ids are made of the time, which a clock that jumps does not let go on between two executions.",
    };
}
