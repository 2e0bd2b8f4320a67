using Orchestrations.App.Dca;
using Orchestrations.App.Funding;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Recorded;
using Orchestrations.App.MarketData.Synthetic;
using Orchestrations.App.Tactical;
using Orchestrations.App.Trading;
using Orchestrations.App.Trend;
using Orchestrations.Domain.Assets;
using Orchestrations.Local.CommandLine;

namespace Orchestrations.Local.Simulation;

/// <summary>The prices, funding rates and moods of a simulation: recorded, or made up from the seed.</summary>
/// <param name="Spot">Spot prices.</param>
/// <param name="Contracts">Contracts and their funding.</param>
/// <param name="FearGreed">The index.</param>
sealed record SimulatedMarket(IMarketData Spot, IPerpetualMarket Contracts, IFearGreedIndex FearGreed)
{
    /// <summary>Opens the market that the options name.</summary>
    /// <param name="options">What to simulate.</param>
    /// <param name="clock">Whose now is priced.</param>
    /// <param name="settings">Finds a settings record of the app.</param>
    /// <exception cref="CodedError">ORC-LOCAL-003: the data does not cover the period.</exception>
    /// <exception cref="RecordedDataException">ORC-DATA-001 to -006: a file is missing or wrong.</exception>
    public static SimulatedMarket Open(SimulationOptions options, TimeProvider clock, SimulatedSettings settings)
    {
        var halfSpread = settings.Get<MarketSettings>().HalfSpreadBasisPoints;
        if (options.DataFolder is not { } folder)
        {
            var synthetic = new SyntheticMarketData(
                clock,
                options.Seed,
                new SyntheticMarketDataOptions { Bucket = TimeSpan.FromHours(1), HalfSpreadBasisPoints = halfSpread });
            return new SimulatedMarket(synthetic, new SyntheticPerpetualMarket(synthetic, clock, options.Seed), new NoFearGreedIndex());
        }

        var recorded = RecordedMarketData.Load(
            folder, clock, new RecordedMarketDataOptions { Pairs = [.. Pairs(options, settings)], HalfSpreadBasisPoints = halfSpread });
        foreach (var pair in recorded.Pairs)
        {
            var (from, to) = recorded.Coverage(pair);
            if (options.Start < from || options.Start.AddDays(options.Days - 1) > to)
                throw new CodedError(
                    CodedError.BadArgument,
                    $"The data of {pair.Symbol} covers {from:yyyy-MM-dd} to {to:yyyy-MM-dd}; choose --from and --to within it.");
        }
        IFearGreedIndex mood = File.Exists(RecordedFearGreedIndex.PathIn(folder))
            ? RecordedFearGreedIndex.Load(folder, clock)
            : new NoFearGreedIndex();
        return new SimulatedMarket(recorded, RecordedPerpetualMarket.Load(folder, recorded, clock), mood);
    }

    // Only what is traded: another file that is wrong, or covers less, is no reason not to run.
    static IEnumerable<Pair> Pairs(SimulationOptions options, SimulatedSettings settings)
    {
        IEnumerable<Pair> pairs = settings.Get<DcaSettings>().Targets.Select(target => target.Pair);
        if (options.Operations.Contains(OperationsSettings.Funding))
            pairs = pairs.Concat(settings.Get<FundingSettings>().Pairs);
        if (options.Operations.Contains(OperationsSettings.Trend))
            pairs = pairs.Concat(settings.Get<TrendSettings>().Pairs);
        if (options.Operations.Contains(OperationsSettings.Tactical))
            pairs = pairs.Concat(settings.Get<TacticalSettings>().Parameters.Targets.Select(target => target.Pair));
        return pairs.Distinct();
    }
}
