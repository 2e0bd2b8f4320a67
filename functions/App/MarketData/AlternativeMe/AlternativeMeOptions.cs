namespace Orchestrations.App.MarketData.AlternativeMe;

/// <summary>How the fear and greed index of alternative.me is reached.</summary>
public sealed record AlternativeMeOptions
{
    /// <summary>The host.</summary>
    public Uri BaseAddress { get; init; } = new("https://api.alternative.me");

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a value is believed before the host is asked again; it is published once a day.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long nothing is asked after no usable answer came.</summary>
    public TimeSpan PauseAfterFailure { get; init; } = TimeSpan.FromMinutes(1);
}
