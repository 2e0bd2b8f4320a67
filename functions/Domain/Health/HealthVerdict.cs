namespace Orchestrations.Domain.Health;

/// <summary>How a check ended.</summary>
public enum HealthVerdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not as it should be; the system works.</summary>
    Warn,

    /// <summary>Something does not work.</summary>
    Fail,
}
