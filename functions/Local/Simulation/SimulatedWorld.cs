using Orchestrations.App.Audit;
using Orchestrations.App.Ledger;
using Orchestrations.App.Paper;
using Orchestrations.App.Storage;
using Orchestrations.App.Trading;
using Orchestrations.Engine.Storage;

namespace Orchestrations.Local.Simulation;

/// <summary>
/// Everything that outlives the host: its disk, its store, the exchange with its account, the market, the time. What is read and
/// written through this is not the host's doing: no power cut meets it.
/// </summary>
sealed class SimulatedWorld : IDisposable
{
    /// <exception cref="CommandLine.CodedError">ORC-LOCAL-003: the period cannot be simulated.</exception>
    public SimulatedWorld(SimulationOptions options)
    {
        Settings = new SimulatedSettings(options);
        Clock = new SimulatedClock(options.Start);
        Market = SimulatedMarket.Open(options, Clock, Settings);
        Exchange = new PaperExchange(
            Market.Spot,
            Store,
            Clock,
            Settings.Get<PaperSettings>().Exchange with { Faults = PaperFaults.At(options.Faults, options.Seed) },
            Market.Contracts);
        Ledger = new LedgerRepository(Store);
        Audit = new AuditRepository(Store, Clock);
    }

    public SimulatedSettings Settings { get; }

    public SimulatedClock Clock { get; }

    public SimulatedMarket Market { get; }

    public InMemoryStore Store { get; } = new();

    public VirtualDisk Disk { get; } = new();

    public PaperExchange Exchange { get; }

    public LedgerRepository Ledger { get; }

    public AuditRepository Audit { get; }

    public string Portfolio => Settings.Get<TradingSettings>().Portfolio;

    public void Dispose()
    {
        Exchange.Dispose();
        Ledger.Dispose();
        Audit.Dispose();
    }
}
