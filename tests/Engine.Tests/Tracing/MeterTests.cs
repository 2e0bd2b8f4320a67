using System.Diagnostics.Metrics;
using Microsoft.DurableTask;

namespace Orchestrations.Engine.Tests.Tracing;

/// <summary>The engine's instruments, read as an exporter reads them.</summary>
public class MeterTests
{
    static void Tasks(DurableTaskRegistry tasks)
    {
        tasks.AddOrchestratorFunc<int, int>("Chain", async (context, steps) =>
        {
            for (var i = 0; i < steps; i++)
                await context.CallActivityAsync<string>("Echo", "x");
            return steps;
        });
        tasks.AddOrchestratorFunc<string>("Waits", async context =>
        {
            var timer = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            return await context.WaitForExternalEvent<string>("Go") + timer.IsCompleted;
        });
        tasks.AddActivityFunc<string, string>("Echo", (_, text) => text);
    }

    [Theory]
    [EachHead]
    public async Task Meters_WhileTheEngineWorks_SayWhatItDid(Head head)
    {
        await EngineUnderTest.On(head, Tasks, async engine =>
        {
            using var readings = new Readings(engine.Engine);
            await engine.Result<int>("Chain", 3, "c1");
            await engine.Start("Waits", null, "w1");
            await engine.UntilQuiet();
            readings.Observe();

            Assert.Equal(5, readings.Latest["orchestrations.engine.turns"]);
            Assert.Equal(3, readings.Latest["orchestrations.engine.activities"]);
            Assert.Equal(1, readings.Latest["orchestrations.engine.instances.active"]);
            Assert.Equal(1, readings.Latest["orchestrations.engine.instances.loaded"]);
            Assert.Equal(1, readings.Latest["orchestrations.engine.timers"]);
            Assert.Equal(0, readings.Latest["orchestrations.engine.activities.running"]);
            Assert.Equal(0, readings.Latest["orchestrations.engine.activities.waiting"]);
            Assert.Equal(0, readings.Latest["orchestrations.engine.queue.depth"]);
            Assert.Equal(0, readings.Latest["orchestrations.engine.replayed_events"]);
            Assert.True(readings.Latest["orchestrations.engine.commits"] >= 7);
            Assert.True(readings.Latest["orchestrations.engine.transactions"] > 0);

            var turns = readings.Of("orchestrations.engine.turn.duration");
            Assert.Equal(4, turns.Count(turn => turn.Tag == "Chain"));
            Assert.Equal(1, turns.Count(turn => turn.Tag == "Waits"));
            Assert.All(turns, turn => Assert.InRange(turn.Value, 0, 60));
            Assert.Equal(readings.Latest["orchestrations.engine.commits"], readings.Of("orchestrations.engine.commit.size").Sum(size => size.Value));
            Assert.NotEmpty(readings.Of("orchestrations.engine.commit.duration"));
        });
    }

    [Fact]
    public async Task Meters_AfterARestart_CountReplayedEvents()
    {
        await EngineUnderTest.On(Head.Virtual, Tasks, async engine =>
        {
            await engine.Start("Waits", null, "w1");
            await engine.UntilQuiet();
            await engine.Restart();
            using var readings = new Readings(engine.Engine);
            await engine.Client.RaiseEventAsync("w1", "Go", "x");
            await engine.UntilQuiet();
            readings.Observe();

            Assert.Equal(3, readings.Latest["orchestrations.engine.replayed_events"]);
        });
    }

    [Fact]
    public async Task Listener_ThatThrows_HarmsNoOrchestration()
    {
        await EngineUnderTest.On(Head.File, Tasks, async engine =>
        {
            using var readings = new Readings(engine.Engine, throws: true);
            Assert.Equal(3, await engine.Result<int>("Chain", 3));
        });
    }

    /// <summary>What one engine's instruments said.</summary>
    sealed class Readings : IDisposable
    {
        readonly MeterListener listener = new();
        readonly List<(string Name, double Value, string? Tag)> all = [];

        public Readings(DurableEngine engine, bool throws = false)
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == engine.Meters.Meter)
                    self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags, throws));
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags, throws));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags, throws));
            listener.Start();
        }

        public Dictionary<string, double> Latest
        {
            get
            {
                lock (all)
                    return all.GroupBy(reading => reading.Name).ToDictionary(name => name.Key, name => name.Last().Value);
            }
        }

        public void Observe() => listener.RecordObservableInstruments();

        public List<(string Name, double Value, string? Tag)> Of(string name)
        {
            lock (all)
                return [.. all.Where(reading => reading.Name == name)];
        }

        public void Dispose() => listener.Dispose();

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, bool throws)
        {
            lock (all)
                all.Add((instrument.Name, value, tags.Length > 0 ? tags[0].Value as string : null));
            if (throws)
                throw new InvalidOperationException("a listener's bug");
        }
    }
}
