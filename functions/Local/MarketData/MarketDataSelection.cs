using System.Globalization;
using Orchestrations.App.MarketData;
using Orchestrations.App.MarketData.Bybit;
using Orchestrations.App.MarketData.Synthetic;

namespace Orchestrations.Local.MarketData;

/// <summary>
/// Where paper trading takes its prices from: Bybit when it answers at the start, otherwise the synthetic market. Chosen
/// once: a market that changed its kind in the middle of a run would make nonsense of every price it recorded.
/// </summary>
public sealed class MarketDataSelection : IDisposable
{
    // An answer larger than this is no answer of these endpoints.
    const long MaxAnswerBytes = 4 * 1024 * 1024;

    /// <summary>How long Bybit gets to answer the probe.</summary>
    public static readonly TimeSpan DefaultProbeTimeout = TimeSpan.FromSeconds(1.5);

    readonly HttpClient? http;

    MarketDataSelection(
        IMarketData market, IPerpetualMarket perpetuals, HttpClient? http, string description, TimeSpan? clockDifference)
    {
        Market = market;
        Perpetuals = perpetuals;
        this.http = http;
        Description = description;
        ClockDifference = clockDifference;
    }

    /// <summary>The chosen source.</summary>
    public IMarketData Market { get; }

    /// <summary>Contracts of the same source.</summary>
    public IPerpetualMarket Perpetuals { get; }

    /// <summary>True when the prices are live.</summary>
    public bool IsLive => http is not null;

    /// <summary>Which source and why, for people.</summary>
    public string Description { get; }

    /// <summary>Bybit's clock less ours, half of the round trip taken off; null when Bybit did not answer.</summary>
    public TimeSpan? ClockDifference { get; }

    /// <summary>Asks Bybit for its time once, and chooses.</summary>
    /// <param name="clock">The clock of the chosen source.</param>
    /// <param name="seed">The seed of the synthetic market.</param>
    /// <param name="options">How Bybit is reached; null for the defaults.</param>
    /// <param name="probeTimeout">How long it gets; null for <see cref="DefaultProbeTimeout"/>.</param>
    /// <param name="synthetic">The shape of the synthetic market; null for the defaults.</param>
    /// <param name="cancellation">Stops the probe.</param>
    public static async Task<MarketDataSelection> ChooseAsync(
        TimeProvider clock,
        long seed,
        BybitMarketOptions? options = null,
        TimeSpan? probeTimeout = null,
        SyntheticMarketDataOptions? synthetic = null,
        CancellationToken cancellation = default)
    {
        options ??= new BybitMarketOptions();
        var timeout = probeTimeout ?? DefaultProbeTimeout;
        var http = new HttpClient { MaxResponseContentBufferSize = MaxAnswerBytes };
        try
        {
            var probe = new BybitPublicMarketData(http, clock, options with { Retries = 0, AttemptTimeout = timeout });
            var sent = clock.GetUtcNow();
            var theirs = await probe.GetTimeAsync(cancellation);
            var received = clock.GetUtcNow();
            var market = new BybitPublicMarketData(http, clock, options);
            return new MarketDataSelection(
                market, new BybitPerpetualMarket(http, clock, options), http, market.Description, theirs - sent - (received - sent) / 2);
        }
        catch (HttpRequestException cause)
        {
            http.Dispose();
            var market = new SyntheticMarketData(clock, seed, synthetic);
            var perpetuals = new SyntheticPerpetualMarket(market, clock, seed);
            return new MarketDataSelection(market, perpetuals, null, string.Create(CultureInfo.InvariantCulture,
                $"{market.Description}, because {options.BaseAddress.Host} gave no prices: {cause.Message}"), null);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => http?.Dispose();
}
