namespace Orchestrations.App.MarketData.Bybit;

/// <summary>How Bybit's public endpoints are reached.</summary>
public sealed record BybitMarketOptions
{
    /// <summary>The host; a regional or test host may be named instead.</summary>
    public Uri BaseAddress { get; init; } = new("https://api.bybit.com");

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a failed attempt is repeated; 0 for never.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>
    /// The pause before the first repetition; it doubles each time, with jitter. A server's Retry-After is kept to.
    /// </summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Where the jitter starts.</summary>
    public ulong JitterSeed { get; init; } = 1;

    /// <summary>
    /// How long nothing is sent after half of at least 8 attempts in 30 s failed. At once after a 403 ("access too
    /// frequent", or a refused region), see <see cref="ForbiddenPause"/>.
    /// </summary>
    public TimeSpan BreakPause { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long nothing is sent after a 403: Bybit asks for at least ten minutes.</summary>
    public TimeSpan ForbiddenPause { get; init; } = TimeSpan.FromMinutes(10);
}
