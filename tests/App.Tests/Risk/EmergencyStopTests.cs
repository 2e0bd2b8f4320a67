using Orchestrations.App.Risk;
using Orchestrations.App.Audit;

namespace Orchestrations.App.Tests.Risk;

public class EmergencyStopTests
{
    [Fact]
    public async Task Stop_NeverSwitched_IsOff()
    {
        using var bench = new Bench();

        Assert.False((await bench.Stop.GetAsync()).Active);
        Assert.False((await bench.Stop.SwitchAsync(false, "nothing to release")).Active);
        Assert.Equal(0, (await bench.Audit.VerifyAsync()).Records);
    }

    [Fact]
    public async Task Stop_SwitchedOnTwice_KeepsTheFirstReasonAndIsRecordedOnce()
    {
        using var bench = new Bench();

        await bench.Stop.SwitchAsync(true, "first");
        var state = await bench.Stop.SwitchAsync(true, "second");

        Assert.Equal((true, "first"), (state.Active, state.Reason));
        Assert.Equal(1, (await bench.Audit.VerifyAsync()).Records);
    }

    [Fact]
    public async Task Stop_AfterARestart_IsStillOn()
    {
        using var bench = new Bench();
        await bench.Stop.SwitchAsync(true, "test");

        using var audit = new AuditRepository(bench.Store, bench.Time);
        var later = new EmergencyStop(bench.Store, audit, bench.Time);

        Assert.True((await later.GetAsync()).Active);
        Assert.False((await later.SwitchAsync(false, "over")).Active);
        Assert.Equal(2, (await audit.VerifyAsync()).Records);
    }
}
