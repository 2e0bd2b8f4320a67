using Orchestrations.Engine.History;
using Orchestrations.Local.Simulation;
using Xunit.Abstractions;
namespace Orchestrations.Simulation.Tests.Storms;
public sealed class TempDebug(ITestOutputHelper output)
{
    [Fact]
    public async Task Show()
    {
        foreach (var r in StormScenario.Rally.Calm.Audit.Where(r => r.Kind == "trend-decision"))
            output.WriteLine($"{r.Key} {r.Data[..Math.Min(300, r.Data.Length)]}");
        foreach (var r in StormScenario.Crash.Calm.Audit.Where(r => r.Key.Contains("trend") && r.Kind == "order-outcome"))
            output.WriteLine($"{r.Key} {r.Data[..Math.Min(400, r.Data.Length)]}");
        var o = StormScenario.All[5].Options(400615415, 0.25, 0.001);
        var run = new SimulationRun(o);
        run.Run(_ => { }, CancellationToken.None);
        var lives = (SimulatedLives)typeof(SimulationRun).GetField("lives", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.GetValue(run)!;
        var h = await ((IHistoryReader)lives.Host.Engine).ReadHistoryAsync("funding-BTCUSDT-2023032516-leg-1", default);
        foreach (var e in h!)
            output.WriteLine($"{e.Timestamp:HH:mm:ss.f} {e.ToString()![..Math.Min(300, e.ToString()!.Length)]}");
    }
}
