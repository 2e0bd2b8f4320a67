using Orchestrations.App.Orchestrations;

namespace Orchestrations.App.Tests.Orchestrations;

/// <summary>Which events an instance waits for: what its host knows, joined with what its orchestrator says.</summary>
public class EventWaitsTests
{
    const string Said = """{"waitsFor":[{"event":"ApprovalGiven","until":"2026-01-01T14:00:00Z","data":{"Approved":false}}]}""";

    static readonly DateTimeOffset due = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Orchestrator_ThatSaysWhatItWaitsFor_IsBelievedWhereNobodyKnowsMore()
    {
        var waits = EventWaits.Of(Said, known: null);
        Assert.False(waits.Complete);
        var wait = Assert.Single(waits.Events);
        Assert.Equal(("ApprovalGiven", due.AddHours(2), null), (wait.Event, wait.Until, wait.NextTimer));
        Assert.Equal("""{"Approved":false}""", wait.Data!.ToJsonString());
    }

    [Fact]
    public void Host_ThatKnowsTheWaits_CountsBeforeTheOrchestrator()
    {
        var waits = EventWaits.Of(Said, new KnownWaits(["other", "approvalgiven"], [due.AddDays(1), due]));
        Assert.True(waits.Complete);
        Assert.Equal(
            [("ApprovalGiven", due.AddHours(2), due), ("other", null, due)],
            waits.Events.Select(wait => (wait.Event, wait.Until, wait.NextTimer)));
        Assert.Empty(EventWaits.Of(Said, new KnownWaits([], [])).Events);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"waiting\"")]
    [InlineData("{\"waitsFor\":[]}")]
    [InlineData("{\"waitsFor\":\"everything\"}")]
    [InlineData("{\"waitsFor\":[null,{\"until\":\"2026-01-01T14:00:00Z\"}]}")]
    [InlineData("[\"waitsFor\"]")]
    public void CustomStatus_ThatSaysNoWait_IsNone(string? customStatus) => Assert.Empty(EventWaits.Of(customStatus, known: null).Events);
}
